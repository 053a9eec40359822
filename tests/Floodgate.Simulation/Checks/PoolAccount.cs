using System.Text.Json;

namespace Floodgate.Simulation.Checks;

/// <summary>A pause of the pool's chain, in force from one commit to another.</summary>
internal sealed class PausePeriod(string key, string text, int? batch, long from)
{
    public string Key => key;

    public string Text => text;

    public long From => from;

    public long Until { get; set; } = long.MaxValue;

    public bool Covers(int claimed) => batch is null || batch == claimed;
}

/// <summary>Grants, returns, stock and pauses as the pool's rows have them.</summary>
internal sealed class PoolAccount
{
    private readonly Dictionary<(int Batch, int Shard), long> _granted = [], _returned = [];

    public Dictionary<int, long> Stock { get; } = [];

    public long BudgetCents { get; private set; }

    public List<PausePeriod> Pauses { get; } = [];

    /// <summary>Validity given back: JSON by the order it was journalled in.</summary>
    public List<GivenTime> Extensions { get; } = [];

    public long Granted(int batch, int shard) => _granted.GetValueOrDefault((batch, shard));

    public string? Take(Happening what, long sequence)
    {
        switch (what.Kind)
        {
            case RowReader.Defined: Define(what.Text!); break;
            case RowReader.Granted:
                if (what.Total < Granted(what.Batch, what.Shard)) return "I1: a grant total fell";
                _granted[(what.Batch, what.Shard)] = what.Total;
                break;
            case RowReader.Returned:
                if (what.Total < _returned.GetValueOrDefault((what.Batch, what.Shard)))
                    return "I1: a return total fell";
                _returned[(what.Batch, what.Shard)] = what.Total;
                break;
            case RowReader.Paused: Pause(what.Text!, sequence); break;
            case RowReader.Resumed: Resume(System.Text.Encoding.UTF8.GetString(what.Text!), sequence); break;
            case RowReader.Extended: return Extend(new GivenTime(what.Text!));
            case RowReader.CapGranted or RowReader.CapReturned: break;
            default: return $"I10: event kind {what.Kind} in the pool's chain";
        }

        foreach (var (batch, stock) in Stock)
        {
            if (Outstanding(batch) > stock)
                return $"I1: {Outstanding(batch)} leased of a stock of {stock} of batch {batch}";
        }

        return null;
    }

    /// <summary>Returned totals must be backed by what the shard has durably released.</summary>
    public string? Against(IReadOnlyDictionary<int, ShardAccount> shards)
    {
        foreach (var ((batch, shard), returned) in _returned)
        {
            var released = shards.TryGetValue(shard, out var account) ? account.Released(batch) : 0;
            if (returned > released) return $"I6: {returned} returned by shard {shard}, which released {released}";
        }

        return null;
    }

    private long Outstanding(int batch) =>
        _granted.Where(lease => lease.Key.Batch == batch).Sum(lease => lease.Value)
        - _returned.Where(lease => lease.Key.Batch == batch).Sum(lease => lease.Value);

    private void Define(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var batch = 0;
        BudgetCents = document.RootElement.GetProperty("budget").GetProperty("amount").GetInt64();
        foreach (var rules in document.RootElement.GetProperty("batches").EnumerateArray())
            Stock[batch++] = rules.GetProperty("stock").GetInt64();
    }

    private string? Extend(GivenTime given)
    {
        if (Extensions.Exists(known => known.Run == given.Run)) return $"I7: {given.Run} was given twice";
        Extensions.Add(given);
        return null;
    }

    private void Pause(byte[] json, long sequence)
    {
        var (key, batch) = ShardAccount.PauseKey(json);
        Resume(key, sequence);
        Pauses.Add(new PausePeriod(key, Convert.ToHexString(json), batch, sequence));
    }

    private void Resume(string key, long sequence)
    {
        foreach (var pause in Pauses)
            if (pause.Until == long.MaxValue && (key.Length == 0 || pause.Key == key)) pause.Until = sequence;
    }
}
