using Floodgate.Simulation.World;
using Floodgate.Storage;

namespace Floodgate.Simulation.Planted;

/// <summary>The store takes the rows of a writer that has lost its chain.</summary>
internal sealed class NoEpochGuard : PlantedFault
{
    public override bool GuardsEpochs => false;
}

/// <summary>A writer that has lost its chain and does not know it answers from its memory.</summary>
internal sealed class NoHold : PlantedFault
{
    public override bool Holds => false;
}

/// <summary><c>synchronous=OFF</c>: a commit returns before it is on disk.</summary>
internal sealed class NoSync : PlantedFault
{
    public override bool Syncs => false;
}

/// <summary>'Committed' is said first and the rows are written with the next call.</summary>
internal sealed class AcknowledgedFirst : PlantedFault
{
    public override IJournal Journal(SimWorld world, SimNode node, IJournal journal) => new Lagging(journal);

    private sealed class Lagging(IJournal inner) : IJournal
    {
        private JournalRow[] _owed = [];

        public bool NeedsHold => inner.NeedsHold;

        public int Register(string campaign) => inner.Register(campaign);

        public IReadOnlyList<CampaignEntry> Campaigns() => inner.Campaigns();

        public IReadOnlyList<ChainOwner> Owners() => inner.Owners();

        public void Touch() => inner.Touch();

        public ChainHead TakeEpoch(ChainId chain)
        {
            Pay();
            return inner.TakeEpoch(chain);
        }

        public IEnumerable<JournalRow> Read(ChainId chain, long position)
        {
            Pay();
            return inner.Read(chain, position);
        }

        public void Commit(
            IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
        {
            Pay();
            _owed = [.. rows];
            // All 'committed'.
            outcomes.Clear();
        }

        private void Pay()
        {
            var owed = _owed;
            _owed = [];
            if (owed.Length > 0) inner.Commit(owed, [], new CommitOutcome[owed.Length]);
        }
    }
}

/// <summary>A commit of unknown outcome is tried again behind whatever the chain now ends with.</summary>
internal sealed class UnknownRetried : PlantedFault
{
    public override IJournal Journal(SimWorld world, SimNode node, IJournal journal) =>
        new Retrying(world, node, journal);

    private sealed class Retrying(SimWorld world, SimNode node, IJournal inner) : IJournal
    {
        public bool NeedsHold => inner.NeedsHold;

        public int Register(string campaign) => inner.Register(campaign);

        public IReadOnlyList<CampaignEntry> Campaigns() => inner.Campaigns();

        public IReadOnlyList<ChainOwner> Owners() => inner.Owners();

        public void Touch() => inner.Touch();

        public ChainHead TakeEpoch(ChainId chain) => inner.TakeEpoch(chain);

        public IEnumerable<JournalRow> Read(ChainId chain, long position) => inner.Read(chain, position);

        public void Commit(
            IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
        {
            inner.Commit(rows, held, outcomes);
            if (node.Dead) return;
            for (var i = 0; i < rows.Count; i++)
            {
                if (outcomes[i] != CommitOutcome.Unknown) continue;
                var (chain, epoch) = (rows[i].Chain, rows[i].Epoch);
                var last = world.Disk.Rows(chain) is [.., var end] ? end.Row : null;
                var head = new ChainHead(chain, epoch, last?.Position ?? 0, last?.Hash ?? JournalRow.FirstHash);
                var again = JournalRow.Create(head, rows[i].TimeMicros, rows[i].Body);
                outcomes[i] = world.Disk.Write(again) ? CommitOutcome.Committed : CommitOutcome.Fenced;
                world.Disk.Sync();
            }
        }
    }
}
