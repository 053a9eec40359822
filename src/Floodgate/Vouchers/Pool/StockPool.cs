using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Pool;

/// <summary>
/// The campaign's own chain: its versions, its pauses and, per batch and per spending cap, what each shard was granted
/// and gave back, as totals that only grow (ADR 4). What is neither with a shard nor used is here.
/// </summary>
internal sealed class StockPool(ChainHead head) : Storage.Book(head)
{
    private readonly List<CampaignVersion> _versions = [];
    private readonly List<PoolBatch> _batches = [];
    private readonly Dictionary<string, ShardTotals> _caps = new(StringComparer.Ordinal);

    /// <summary>Lifted or replaced. As many as people have ever made.</summary>
    private readonly HashSet<Pause> _past = [];

    public IReadOnlyList<CampaignVersion> Versions => _versions;

    public CampaignVersion? Version => _versions.Count > 0 ? _versions[^1] : null;

    public IReadOnlyList<PoolBatch> Batches => _batches;

    public PauseSet Pauses { get; private set; } = PauseSet.None;

    public ExtensionList Extensions { get; private set; } = ExtensionList.None;

    /// <summary>
    /// Pauses and resumes ever journalled: the stamp by which books tell the newer word from the older. A position
    /// would not do: two words decided in one round share it.
    /// </summary>
    public long PauseChanges { get; private set; }

    public override void Apply(ReadOnlySpan<byte> body, long position, long timeMicros)
    {
        var reader = new EventReader(body);
        while (!reader.AtEnd)
        {
            switch ((EventKind)reader.Byte())
            {
                case EventKind.Defined: Define(BookEvents.ReadDefined(ref reader, timeMicros)); break;
                case EventKind.Granted: BatchOf(reader.Int32()).Grant(reader.Int32(), reader.Varint()); break;
                case EventKind.Returned: BatchOf(reader.Int32()).Return(reader.Int32(), reader.Varint()); break;
                case EventKind.CapGranted:
                    var granted = CapEvents.ReadShare(ref reader);
                    GrantCap(granted.Counter, granted.Shard, granted.Total);
                    break;
                case EventKind.CapReturned:
                    var returned = CapEvents.ReadShare(ref reader);
                    CapOf(returned.Counter).Return(returned.Shard, returned.Total);
                    break;
                case EventKind.Paused: Pause(BookEvents.ReadPaused(ref reader)); break;
                case EventKind.Resumed: Resume(BookEvents.ReadResumed(ref reader)); break;
                case EventKind.Extended: Extend(BookEvents.ReadExtended(ref reader)); break;
                case var kind: throw new InvalidDataException($"event kind {(int)kind} is not the pool's");
            }
        }
    }

    public void Define(CampaignVersion version)
    {
        if (version.Number != (Version?.Number ?? 0) + 1)
            throw new InvalidDataException($"version {version.Number} after {Version?.Number ?? 0}");
        _versions.Add(version);
        var batches = version.Definition.Batches;
        for (var i = 0; i < batches.Count; i++)
        {
            if (i == _batches.Count) _batches.Add(new PoolBatch(version.Definition.Shards));
            _batches[i].SetStock(batches[i].Stock);
        }
    }

    /// <summary>What is leased under the cap that counts into this; a counter not met before has nothing.</summary>
    public ShardTotals CapOf(string counter) =>
        _caps.TryGetValue(counter, out var cap) ? cap : _caps[counter] = new ShardTotals(Version!.Definition.Shards);

    public void GrantCap(string counter, int shard, long total)
    {
        var cap = CapOf(counter);
        cap.Grant(shard, total);
        var limit = CapCounter.Limit(Version!.Definition.Redemption.Caps, counter) ?? 0;
        if (cap.Outstanding > limit)
            throw new InvariantBrokenException($"I6: {cap.Outstanding} leased under {counter}, whose cap is {limit}");
    }

    public void Pause(Pause pause)
    {
        _past.UnionWith(Pauses.All.Where(other => other.Key == pause.Key));
        (Pauses, PauseChanges) = (Pauses.With(pause), PauseChanges + 1);
    }

    public void Resume(string? key)
    {
        _past.UnionWith(Pauses.All.Where(pause => key is null || pause.Key == key));
        (Pauses, PauseChanges) = (Pauses.Without(key), PauseChanges + 1);
    }

    /// <summary>
    /// Whether this very pause stood and does not any more, or a later one stands in its place: a node that was away
    /// meanwhile brings it from its spool.
    /// </summary>
    public bool IsPast(Pause pause) => Pauses.HasLater(pause) || (_past.Contains(pause) && !Pauses.All.Contains(pause));

    public void Extend(Extension extension)
    {
        if (Extensions.NumberOf(extension.Run) > 0)
            throw new InvariantBrokenException($"I7: {extension.Run} gave time twice");
        Extensions = Extensions.With(extension);
    }

    private PoolBatch BatchOf(int batch) =>
        (uint)batch < (uint)_batches.Count ? _batches[batch]
            : throw new InvalidDataException($"batch {batch} is not defined");
}

/// <summary>One batch as the pool sees it.</summary>
internal sealed class PoolBatch(int shards)
{
    private readonly ShardTotals _leases = new(shards);

    public long Stock { get; private set; }

    /// <summary>With the shards: idle, on the way, or issued.</summary>
    public long Outstanding => _leases.Outstanding;

    public long Free => Stock - Outstanding;

    public int Shards => _leases.Shards;

    /// <summary>Everything ever granted to any shard.</summary>
    public long Granted => _leases.Granted;

    public long GrantedTo(int shard) => _leases.GrantedTo(shard);

    public long ReturnedBy(int shard) => _leases.ReturnedBy(shard);

    public void SetStock(long stock)
    {
        Stock = stock;
        Check();
    }

    public void Grant(int shard, long total)
    {
        _leases.Grant(shard, total);
        Check();
    }

    public void Return(int shard, long total) => _leases.Return(shard, total);

    private void Check()
    {
        if (Outstanding > Stock)
            throw new InvariantBrokenException($"I1: {Outstanding} leased of a stock of {Stock}");
    }
}
