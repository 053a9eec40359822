using System.Text.Json;
using Floodgate.Storage;

namespace Floodgate.Simulation.Checks;

/// <summary>A voucher as a shard's rows have it.</summary>
internal sealed record Issue(UInt128 Person, ulong Key, int Batch, int Version, long TimeMicros, long Position);

/// <summary>Leases, pauses and vouchers as one shard's rows have them.</summary>
internal sealed class ShardAccount(int shard)
{
    private readonly Dictionary<int, long> _received = [], _released = [], _issued = [];
    private readonly Dictionary<string, (string Text, int? Batch)> _pauses = [];
    private int _version, _limit;
    private List<int> _batchLimits = [];

    public List<Issue> Vouchers { get; } = [];

    public List<GivenTime> Extensions { get; } = [];

    public TillAccount Till { get; } = new();

    public long Released(int batch) => _released.GetValueOrDefault(batch);

    public long Issued(int batch) => _issued.GetValueOrDefault(batch);

    public string? Take(Happening what, JournalRow row, long sequence, long takenAt, PoolAccount pool)
    {
        switch (what.Kind)
        {
            case RowReader.Defined: return Define(what);
            case RowReader.Leased:
                return Raise(_received, what, pool.Granted(what.Batch, shard), "received of its grant");
            case RowReader.Released: return Raise(_released, what, long.MaxValue, "released") ?? Idle(what.Batch);
            case RowReader.Claimed: return Claim(what, row, sequence, takenAt, pool);
            case RowReader.Paused:
                var (key, batch) = PauseKey(what.Text!);
                _pauses[key] = (Convert.ToHexString(what.Text!), batch);
                return null;
            case RowReader.Resumed: return Resume(System.Text.Encoding.UTF8.GetString(what.Text!), pool);
            case RowReader.Extended: return Extend(new GivenTime(what.Text!), pool);
            case RowReader.CapLeased or RowReader.CapReleased or RowReader.Counted: return null;
            default:
                return what.Till is { } till ? Till.Take(what.Kind, till, row, sequence)
                    : $"I10: event kind {what.Kind} in a shard's chain";
        }
    }

    /// <summary>The pool's own, in the pool's order.</summary>
    private string? Extend(GivenTime given, PoolAccount pool)
    {
        var place = Extensions.Count;
        if (place >= pool.Extensions.Count || pool.Extensions[place].Text != given.Text)
            return $"I7: {given.Run} is not the pool's extension {place + 1}";
        Extensions.Add(given);
        Till.Extend(given);
        return null;
    }

    public static (string Key, int? Batch) PauseKey(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var scope = document.RootElement.GetProperty("scope").GetString()!;
        if (scope is "Campaign" or "campaign") return ("campaign", null);
        var target = document.RootElement.GetProperty("target").GetString()!;
        return ($"{scope}:{target}", int.Parse(target[1..]));
    }

    private string? Define(Happening what)
    {
        if (what.Version <= _version) return $"I10: version {what.Version} after {_version}";
        _version = what.Version;
        Till.Rules = new TillRules(what.Text!);
        using var document = JsonDocument.Parse(what.Text!);
        _limit = document.RootElement.GetProperty("perPersonLimit").GetInt32();
        _batchLimits = [.. document.RootElement.GetProperty("batches").EnumerateArray()
            .Select(batch => batch.GetProperty("perPersonLimit").GetInt32())];
        return null;
    }

    private string? Claim(Happening what, JournalRow row, long sequence, long takenAt, PoolAccount pool)
    {
        if (_pauses.Values.Any(pause => pause.Batch is null || pause.Batch == what.Batch))
            return $"I7: a claim after the row of a pause, at row {row.Position}";
        // Whoever opens a book learns the pauses in force before the first claim.
        var missed = pool.Pauses.Find(pause =>
            pause.From < takenAt && pause.Until > sequence && pause.Covers(what.Batch));
        if (missed is not null)
            return $"I7: a claim at row {row.Position} of a book opened during the pause '{missed.Key}'";
        _issued[what.Batch] = Issued(what.Batch) + 1;
        if (Vouchers.Exists(voucher => voucher.Person == what.Person && voucher.Key == what.Key))
            return $"I4: two vouchers of one key, the second at row {row.Position}";
        // A limit counts what is used, not what was cancelled.
        var held = Vouchers.Where((voucher, number) =>
            voucher.Person == what.Person && Till.Vouchers[number].State != UsedVoucher.Void).ToArray();
        if (held.Length >= _limit || held.Count(voucher => voucher.Batch == what.Batch) >= _batchLimits[what.Batch])
            return $"I2: person {what.Person:x} holds {held.Length + 1} at row {row.Position}";
        Vouchers.Add(new Issue(what.Person, what.Key, what.Batch, _version, row.TimeMicros, row.Position));
        Till.Issue(what.Batch, row.TimeMicros);
        return Idle(what.Batch);
    }

    private string? Resume(string key, PoolAccount pool)
    {
        foreach (var (held, pause) in _pauses.Where(held => key.Length == 0 || held.Key == key).ToArray())
        {
            if (pool.Pauses.Exists(known => known.Text == pause.Text && known.Until == long.MaxValue))
                return $"I7: '{held}' is resumed while the pool has it in force";
            _pauses.Remove(held);
        }

        return null;
    }

    private static string? Raise(Dictionary<int, long> totals, Happening what, long most, string word)
    {
        if (what.Total < totals.GetValueOrDefault(what.Batch)) return $"I1: a total {word} fell";
        totals[what.Batch] = what.Total;
        return what.Total > most ? $"I1: {what.Total} {word} of {most}" : null;
    }

    private string? Idle(int batch)
    {
        var idle = _received.GetValueOrDefault(batch) - Released(batch) - Issued(batch);
        return idle < 0 ? $"I1: batch {batch} stands at {idle} idle units" : null;
    }
}
