using System.Globalization;
using System.Text.Json;
using Floodgate.Storage;

namespace Floodgate.Simulation.Checks;

/// <summary>A cap as a definition's own text has it.</summary>
internal sealed record CapRule(string Per, string? Target, long Cents)
{
    public string? Counter(TillHappening what, long atMicros) => (Per, Target) switch
    {
        // The simulated campaign lives in Shanghai, eight hours ahead all year.
        ("day", _) => "day=" + DateTimeOffset.UnixEpoch.AddMicroseconds(atMicros).AddHours(8)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ("merchant", null) => $"merchant={what.Merchant}",
        ("region", { } target) => what.Region.StartsWith(target, StringComparison.Ordinal) ? $"region:{target}" : null,
        _ => throw new InvalidOperationException($"the simulation has no cap per {Per}"),
    };
}

/// <summary>
/// Spending caps over all chains in the order of their commits: what tills with a connection have taken, all shards
/// together, is never more than a cap.
/// </summary>
internal sealed class CapAccount
{
    private readonly Dictionary<(int Kind, string Counter, int Shard), long> _totals = [];
    private readonly Dictionary<string, long> _online = [];
    private readonly Dictionary<int, List<CountedUse>> _uses = [];
    private readonly Dictionary<int, string[]> _counted = [];
    private readonly Dictionary<int, CapRule[]> _rules = [];

    /// <summary>Lease totals that shards gave back and the pool heard of.</summary>
    public int Returns { get; private set; }

    public string? Take(Happening what, JournalRow row) => what.Kind switch
    {
        RowReader.Defined => Define(what, row.Chain.Shard),
        RowReader.CapGranted or RowReader.CapReturned => Share(what),
        RowReader.CapLeased or RowReader.CapReleased => Lease(what, row.Chain.Shard),
        RowReader.Counted => Count(what, row.Chain.Shard),
        RowReader.Redeemed => Redeem(what.Till!, row),
        RowReader.Refunded => GiveBack(row.Chain.Shard, what.Till!.Redemption, what.Till.ShareCents),
        RowReader.Undone => GiveBack(row.Chain.Shard, what.Till!.Redemption, long.MaxValue),
        _ => null,
    };

    private string? Define(Happening what, int shard)
    {
        using var document = JsonDocument.Parse(what.Text!);
        _rules[shard] =
        [
            .. document.RootElement.GetProperty("redemption").GetProperty("caps").EnumerateArray().Select(cap =>
                new CapRule(
                    cap.GetProperty("per").GetString()!,
                    cap.TryGetProperty("target", out var target) ? target.GetString() : null,
                    cap.GetProperty("amount").GetProperty("amount").GetInt64())),
        ];
        return null;
    }

    private string? Share(Happening what)
    {
        var counter = what.Counters[0];
        if (what.Total < Total(what.Kind, counter, what.Shard)) return $"I6: a total of {counter} fell";
        _totals[(what.Kind, counter, what.Shard)] = what.Total;
        if (what.Kind == RowReader.CapReturned) Returns++;
        if (what.Kind == RowReader.CapReturned && what.Total > Total(RowReader.CapReleased, counter, what.Shard))
            return $"I6: room under {counter} is taken back that shard {what.Shard} did not release";
        var leased = Sum(RowReader.CapGranted, counter) - Sum(RowReader.CapReturned, counter);
        return leased > LimitOf(counter) ? $"I6: {leased} leased under {counter}" : null;
    }

    private string? Lease(Happening what, int shard)
    {
        var counter = what.Counters[0];
        if (what.Total < Total(what.Kind, counter, shard)) return $"I6: a total of {counter} fell";
        _totals[(what.Kind, counter, shard)] = what.Total;
        return Total(RowReader.CapLeased, counter, shard) > Total(RowReader.CapGranted, counter, shard)
            ? $"I6: more room under {counter} than shard {shard} was granted" : null;
    }

    private string? Count(Happening what, int shard)
    {
        _counted[shard] = what.Counters;
        return null;
    }

    private string? Redeem(TillHappening what, JournalRow row)
    {
        var shard = row.Chain.Shard;
        var at = what.OfflineMicros > 0 ? what.OfflineMicros : row.TimeMicros;
        var due = _rules[shard].Select(rule => rule.Counter(what, at)).OfType<string>().ToArray();
        _counted.Remove(shard, out var counters);
        if (!due.SequenceEqual(counters ?? [])) return $"I6: a redemption counts otherwise at row {row.Position}";
        if (!_uses.TryGetValue(shard, out var uses)) _uses[shard] = uses = [];
        uses.Add(new CountedUse(due, what.OfflineMicros > 0) { NetCents = what.DiscountCents });
        if (what.OfflineMicros > 0) return null;
        foreach (var counter in due)
        {
            var sum = _online[counter] = _online.GetValueOrDefault(counter) + what.DiscountCents;
            if (sum > LimitOf(counter))
                return $"I6: {sum} is taken under {counter}, whose cap is {LimitOf(counter)}, at row {row.Position}";
        }

        return null;
    }

    private string? GiveBack(int shard, int redemption, long cents)
    {
        var use = _uses[shard][redemption];
        cents = Math.Min(cents, use.NetCents);
        use.NetCents -= cents;
        if (!use.Offline)
            foreach (var counter in use.Counters) _online[counter] -= cents;
        return null;
    }

    /// <summary>The same in every version of a run.</summary>
    private long LimitOf(string counter) => _rules[ChainId.PoolShard].First(rule =>
        counter.StartsWith(rule.Per, StringComparison.Ordinal)).Cents;

    private long Total(int kind, string counter, int shard) => _totals.GetValueOrDefault((kind, counter, shard));

    private long Sum(int kind, string counter) =>
        _totals.Where(total => total.Key.Kind == kind && total.Key.Counter == counter).Sum(total => total.Value);

    private sealed record CountedUse(string[] Counters, bool Offline)
    {
        public long NetCents { get; set; }
    }
}
