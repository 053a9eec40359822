using Floodgate.Simulation.Checks;
using Floodgate.Storage;

namespace Floodgate.Simulation.World;

/// <summary>
/// One node's way to the disk: slow, failing, silent about what it did, as the seed wills; never dishonest about
/// 'committed'.
/// </summary>
internal sealed class SimJournal(SimWorld world, SimNode node) : IJournal
{
    private enum Mishap { None, Failed, Torn, UnknownCommitted, UnknownLost, UnknownUnsynced }

    private readonly Random _random = world.Random;
    private readonly SimDisk _disk = world.Disk;

    public bool NeedsHold => world.Planted.Holds;

    public int Register(string campaign) => SimWorld.Campaign;

    public IReadOnlyList<CampaignEntry> Campaigns() => [new(SimWorld.Campaign, "rush")];

    public IReadOnlyList<ChainOwner> Owners() => [];

    public void Touch() => Refuse();

    public ChainHead TakeEpoch(ChainId chain)
    {
        Refuse();
        var head = _disk.Take(chain);
        if (world.Planted.Syncs) _disk.Sync();
        world.Trace($"node {node.Number} takes {chain} under epoch {head.Epoch} at row {head.Position}");
        return head;
    }

    public IEnumerable<JournalRow> Read(ChainId chain, long position)
    {
        Refuse();
        return [.. _disk.Rows(chain).Skip((int)position).Select(stored => stored.Row)];
    }

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        outcomes[..rows.Count].Fill(CommitOutcome.Unknown);
        outcomes[rows.Count..].Fill(CommitOutcome.None);
        var mishap = world.Faulty ? Pick(rows.Count > 0) : Mishap.None;
        var micros = Duration();
        var late = _random.Next(2) == 0;
        if (late) world.PassDuring(node, micros);
        if (node.Dead) return;
        Write(rows, outcomes[..rows.Count], mishap);
        if (mishap == Mishap.None) Look(held, outcomes[rows.Count..]);
        if (!late) world.PassDuring(node, micros);
        if (!world.Traced) return;
        for (var i = 0; i < rows.Count; i++)
        {
            var names = string.Join(", ", RowReader.Read(rows[i].Body).Select(what => what.Name));
            world.Trace($"node {node.Number} commits {rows[i].Chain} row {rows[i].Position} of epoch {rows[i].Epoch} "
                + $"({names}): {mishap}, {outcomes[i]}");
        }
    }

    private void Write(IReadOnlyList<JournalRow> rows, Span<CommitOutcome> outcomes, Mishap mishap)
    {
        switch (mishap)
        {
            case Mishap.Failed:
                world.Counts.Met(Fault.FailedCommit);
                outcomes.Fill(CommitOutcome.None);
                return;
            case Mishap.Torn:
                // Half a transaction has no commit record: after the power is back nothing of it is there.
                world.Counts.Met(Fault.TornCommit);
                world.LosePower();
                return;
            case Mishap.UnknownLost:
                world.Counts.Met(Fault.UnknownLost);
                return;
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var written = _disk.Write(rows[i], world.Planted.GuardsEpochs);
            outcomes[i] = written ? CommitOutcome.Committed : CommitOutcome.Fenced;
        }

        world.Counts.Met(Fault.WriterFenced, outcomes.Count(CommitOutcome.Fenced));
        // A later sync takes with it what an earlier one left behind: it is one log.
        if (mishap != Mishap.UnknownUnsynced && (world.Planted.Syncs || _random.Next(8) == 0)) _disk.Sync();
        if (mishap == Mishap.None) return;
        world.Counts.Met(mishap == Mishap.UnknownUnsynced ? Fault.UnknownUnsynced : Fault.UnknownCommitted);
        outcomes.Fill(CommitOutcome.Unknown);
    }

    private void Look(IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        for (var i = 0; i < held.Count; i++)
        {
            var own = _disk.Epoch(held[i].Chain) == held[i].Epoch;
            outcomes[i] = own ? CommitOutcome.Committed : CommitOutcome.Fenced;
            if (!own) world.Counts.Met(Fault.AnswerFenced);
        }
    }

    /// <summary>What is only looked at can fail, and nothing else: nothing is written.</summary>
    private Mishap Pick(bool writes)
    {
        if (_random.NextDouble() >= world.Plan.StoreFaults) return Mishap.None;
        if (!writes) return Mishap.Failed;
        return (Mishap)_random.Next((int)Mishap.Failed, (int)Mishap.UnknownUnsynced + 1);
    }

    private long Duration()
    {
        if (!world.Faulty || _random.NextDouble() >= world.Plan.StoreFaults) return _random.Next(100, 3_000);
        world.Counts.Met(Fault.SlowCommit);
        return _random.Next(50_000, 2_500_000);
    }

    private void Refuse()
    {
        if (!world.Faulty || _random.NextDouble() >= world.Plan.StoreFaults / 2) return;
        world.Counts.Met(Fault.StoreUnavailable);
        throw new JournalUnavailableException("simulated");
    }
}
