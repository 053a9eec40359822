using System.Collections.Concurrent;

namespace Floodgate.Foundation.Signals;

/// <summary>How the tills of one store fared in the last half to whole minute.</summary>
/// <param name="Troubled">Of those asked, what was not taken for a reason that is not the voucher's.</param>
/// <param name="Code">The last such reason.</param>
internal readonly record struct StoreTrouble(string Store, int Asked, int Troubled, string Code)
{
    public double Percent => 100.0 * Troubled / Asked;
}

/// <summary>
/// Redemptions by store, each in two halves of a minute, so that a store that fails shows among thousands that do not.
/// Bounded: beyond the limit a store that has been still for a minute gives its place up, and else the new one is not
/// watched by itself.
/// </summary>
internal sealed class StoreTallies(int storesMax, TimeProvider clock)
{
    private const int HalfSeconds = 30;

    /// <summary>Fewer than this say nothing about a store.</summary>
    private const int AskedLeast = 8;

    private readonly ConcurrentDictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly long _origin = clock.GetTimestamp();

    public int Watched => _rows.Count;

    /// <param name="store">The store's id.</param>
    /// <param name="trouble">Why it was not taken; null: it was, or the voucher itself was the reason.</param>
    public void Count(string store, string? trouble)
    {
        var half = Half();
        if (!_rows.TryGetValue(store, out var row))
        {
            if (_rows.Count >= storesMax && !MakeRoom(half)) return;
            row = _rows.GetOrAdd(store, static _ => new Row());
        }

        row.Count(half, trouble);
    }

    /// <summary>The store in the greatest trouble; null when none was asked often enough to tell.</summary>
    public StoreTrouble? Worst()
    {
        var half = Half();
        StoreTrouble? worst = null;
        foreach (var (store, row) in _rows)
        {
            var (asked, troubled, code) = row.Read(half);
            if (asked < AskedLeast) continue;
            var seen = new StoreTrouble(store, asked, troubled, code);
            if (worst is not { } known || seen.Percent > known.Percent) worst = seen;
        }

        return worst;
    }

    private long Half() => (long)(clock.GetElapsedTime(_origin).TotalSeconds / HalfSeconds);

    private bool MakeRoom(long half)
    {
        foreach (var (store, row) in _rows)
            if (row.IsStill(half)) _rows.TryRemove(store, out _);
        return _rows.Count < storesMax;
    }

    private sealed class Row
    {
        private readonly Lock _gate = new();
        private (long Half, int Asked, int Troubled) _now = (-1, 0, 0);
        private (long Half, int Asked, int Troubled) _before = (-1, 0, 0);
        private string _code = "";

        public void Count(long half, string? trouble)
        {
            lock (_gate)
            {
                if (_now.Half != half) (_before, _now) = (_now, (half, 0, 0));
                _now.Asked++;
                if (trouble is null) return;
                _now.Troubled++;
                _code = trouble;
            }
        }

        public (int Asked, int Troubled, string Code) Read(long half)
        {
            lock (_gate)
            {
                var (asked, troubled) = (0, 0);
                foreach (var one in (ReadOnlySpan<(long Half, int Asked, int Troubled)>)[_now, _before])
                    if (one.Half >= half - 1) (asked, troubled) = (asked + one.Asked, troubled + one.Troubled);
                return (asked, troubled, _code);
            }
        }

        public bool IsStill(long half)
        {
            lock (_gate) return _now.Half < half - 1;
        }
    }
}
