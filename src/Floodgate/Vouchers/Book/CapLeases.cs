using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// Room under one spending cap in one shard, minor units. Received and released are totals that only grow (ADR 4);
/// what is spent falls again with refunds.
/// </summary>
internal sealed class CapLease
{
    public long Received { get; private set; }

    public long Released { get; private set; }

    /// <summary>Taken off at tills under the cap, refunds deducted.</summary>
    public long Spent { get; private set; }

    /// <summary>Leased and not spent. Below zero: tills without a connection have taken more.</summary>
    public long Idle => Received - Released - Spent;

    public void Receive(long total)
    {
        if (total < Received) throw new InvariantBrokenException($"a cap's total fell from {Received} to {total}");
        Received = total;
    }

    public void Release(long total)
    {
        if (total < Released || total - Released > Idle)
            throw new InvariantBrokenException($"I6: {total - Released} of a cap released, {Idle} were idle");
        Released = total;
    }

    public void Spend(long cents)
    {
        Spent += cents;
        if (Spent < 0) throw new InvariantBrokenException("I6: less than nothing is spent under a cap");
    }

    public void Restore(long received, long released, long spent) =>
        (Received, Released, Spent) = (received, released, spent);
}

/// <summary>
/// What this shard may spend under the campaign's caps (ADR 16). A redemption names the set of counters it counts
/// into;
/// sets are few, so each is kept once.
/// </summary>
internal sealed class CapLeases
{
    private readonly Dictionary<string, CapLease> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string[]> _sets = [[]];

    public IReadOnlyDictionary<string, CapLease> All => _all;

    /// <summary>Sets of counters; the first is empty.</summary>
    public IReadOnlyList<string[]> Sets => _sets;

    /// <summary>
    /// Counters that the pool had no such room for any more, asked for so much. Not journalled: it is asked again
    /// after the next heartbeat.
    /// </summary>
    public Dictionary<string, long> Full { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Counters of which tills without a connection took more than was leased, until the pool has been told. Not
    /// journalled: it follows from the leases.
    /// </summary>
    public HashSet<string> Owed { get; } = new(StringComparer.Ordinal);

    /// <summary>Of these, the last the pool was told of. Not journalled.</summary>
    public string? ToldLast { get; set; }

    public long IdleOf(string counter) => _all.TryGetValue(counter, out var lease) ? lease.Idle : 0;

    public CapLease Of(string counter) =>
        _all.TryGetValue(counter, out var lease) ? lease : _all[counter] = new CapLease();

    /// <summary>The place of a set; one that is new is added.</summary>
    public int SetOf(string[] counters)
    {
        var name = string.Join('\n', counters);
        if (_places.TryGetValue(name, out var known)) return known;
        _sets.Add(counters);
        return _places[name] = _sets.Count - 1;
    }

    /// <summary>So much more (or less: negative) is spent under each cap of the set.</summary>
    public void Spend(int set, long cents)
    {
        foreach (var counter in _sets[set])
        {
            Of(counter).Spend(cents);
            if (cents > 0 && Of(counter).Idle < 0) Owed.Add(counter);
        }
    }

    /// <summary>Takes a lease as a snapshot held it.</summary>
    public void Restore(string counter, long received, long released, long spent)
    {
        Of(counter).Restore(received, released, spent);
        if (Of(counter).Idle < 0) Owed.Add(counter);
    }
}
