using Floodgate.Foundation.Signals;

namespace Floodgate.Storage.Faults;

/// <summary>The journal of a node that was started for drills: its writes meet the fault before the disk.</summary>
internal sealed class FaultyJournal(IJournal inner, StorageFaults faults, NodeTallies tallies) : IJournal, IDisposable
{
    public bool NeedsHold => inner.NeedsHold;

    public bool RefusesRows => inner.RefusesRows;

    public int Register(string campaign)
    {
        BeforeWrite();
        return inner.Register(campaign);
    }

    public ChainHead TakeEpoch(ChainId chain)
    {
        BeforeWrite();
        return inner.TakeEpoch(chain);
    }

    public void Touch()
    {
        BeforeWrite();
        inner.Touch();
    }

    public IReadOnlyList<CampaignEntry> Campaigns() => inner.Campaigns();

    public IReadOnlyList<ChainOwner> Owners() => inner.Owners();

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        try
        {
            faults.BeforeWrite();
        }
        catch (DrillFaultException)
        {
            // Nothing was begun, as when the disk refuses the first page.
            outcomes.Fill(CommitOutcome.None);
            tallies.StorageFailed();
            return;
        }

        inner.Commit(rows, held, outcomes);
    }

    public IEnumerable<JournalRow> Read(ChainId chain, long position) => inner.Read(chain, position);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private void BeforeWrite()
    {
        try
        {
            faults.BeforeWrite();
        }
        catch (DrillFaultException fault)
        {
            tallies.StorageFailed();
            throw new JournalUnavailableException($"journal: {fault.Message}", fault);
        }
    }
}
