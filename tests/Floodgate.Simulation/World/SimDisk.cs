using Floodgate.Storage;

namespace Floodgate.Simulation.World;

/// <summary>A row as it stands on disk, with its place in the order of all commits of all chains.</summary>
internal sealed record StoredRow(JournalRow Row, long Sequence);

/// <summary>A writer took a chain: from here on no older epoch may write it.</summary>
internal sealed record Takeover(ChainId Chain, long Epoch, long Position, long Sequence);

/// <summary>The disk under all nodes: what is written can be read, what is synced outlives a loss of power.</summary>
internal sealed class SimDisk
{
    private readonly SortedDictionary<long, SimChain> _chains = [];
    private List<Takeover> _takeovers = [];
    private int _takeoversSynced;

    /// <summary>Rises with every row and takeover.</summary>
    public long Sequence { get; private set; }

    public IReadOnlyList<Takeover> Takeovers => _takeovers;

    public IEnumerable<ChainId> Chains => _chains.Keys.Select(ChainId.FromValue);

    public IReadOnlyList<StoredRow> Rows(ChainId chain) => Chain(chain).Rows;

    /// <summary>The newest epoch: only its writer's rows are taken.</summary>
    public long Epoch(ChainId chain) => Chain(chain).Epoch;

    public ChainHead Take(ChainId id)
    {
        var chain = Chain(id);
        chain.Epoch++;
        _takeovers.Add(new Takeover(id, chain.Epoch, chain.Rows.Count, ++Sequence));
        return new ChainHead(id, chain.Epoch, chain.Rows.Count, chain.Hash);
    }

    /// <summary>Writes the row if it is the next one of the newest epoch's writer.</summary>
    public bool Write(JournalRow row, bool guarded = true)
    {
        var chain = Chain(row.Chain);
        if (guarded && (row.Epoch != chain.Epoch || row.Position != chain.Rows.Count + 1)) return false;
        // Unguarded: the last one to write a place wins, as with a store that knows no epochs.
        var place = (int)Math.Min(row.Position - 1, chain.Rows.Count);
        var stored = new StoredRow(row, ++Sequence);
        if (place < chain.Rows.Count) chain.Rows[place] = stored;
        else chain.Rows.Add(stored);
        return true;
    }

    public void Sync()
    {
        foreach (var chain in _chains.Values) chain.Sync();
        _takeoversSynced = _takeovers.Count;
    }

    public void LosePower()
    {
        foreach (var chain in _chains.Values) chain.LosePower();
        _takeovers = [.. _takeovers.Take(_takeoversSynced)];
    }

    private SimChain Chain(ChainId id) =>
        _chains.TryGetValue(id.Value, out var chain) ? chain : _chains[id.Value] = new SimChain();

    private sealed class SimChain
    {
        private long _epochSynced;
        private int _rowsSynced;

        public long Epoch { get; set; }

        public List<StoredRow> Rows { get; } = [];

        public byte[] Hash => Rows.Count == 0 ? JournalRow.FirstHash : Rows[^1].Row.Hash;

        public void Sync() => (_epochSynced, _rowsSynced) = (Epoch, Rows.Count);

        public void LosePower()
        {
            Epoch = _epochSynced;
            Rows.RemoveRange(_rowsSynced, Rows.Count - _rowsSynced);
        }
    }
}
