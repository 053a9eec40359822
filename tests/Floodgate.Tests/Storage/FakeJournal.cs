using Floodgate.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Storage;

/// <summary>A journal in memory that does what a test tells it.</summary>
internal sealed class FakeJournal : IJournal
{
    private readonly Dictionary<ChainId, List<JournalRow>> _rows = [];
    private readonly Dictionary<ChainId, ChainHead> _heads = [];

    /// <summary>Of a node that only needs to know whose the store is.</summary>
    public static BookEnvironment Environment => new(
        new FakeJournal(), null!, new StorageOptions(), TimeProvider.System, TaskScheduler.Default,
        NullLogger.Instance);

    public Action? BeforeRead { get; set; }

    public bool NeedsHold { get; set; }

    public int Register(string campaign) => 1;

    public IReadOnlyList<CampaignEntry> Campaigns() => [];

    public List<ChainOwner> Owned { get; } = [];

    public IReadOnlyList<ChainOwner> Owners() => Owned;

    public ChainHead TakeEpoch(ChainId chain)
    {
        var head = _heads.GetValueOrDefault(chain, new ChainHead(chain, 0, 0, JournalRow.FirstHash));
        return _heads[chain] = head with { Epoch = head.Epoch + 1 };
    }

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            outcomes[i] = _heads[row.Chain].Epoch == row.Epoch ? CommitOutcome.Committed : CommitOutcome.Fenced;
            if (outcomes[i] != CommitOutcome.Committed) continue;
            _heads[row.Chain] = _heads[row.Chain] with { Position = row.Position, Hash = row.Hash };
            (_rows.TryGetValue(row.Chain, out var known) ? known : _rows[row.Chain] = []).Add(row);
        }

        for (var i = 0; i < held.Count; i++)
            outcomes[rows.Count + i] = _heads[held[i].Chain].Epoch == held[i].Epoch
                ? CommitOutcome.Committed : CommitOutcome.Fenced;
    }

    public void Touch() { }

    public IEnumerable<JournalRow> Read(ChainId chain, long position)
    {
        BeforeRead?.Invoke();
        return _rows.GetValueOrDefault(chain, []).Where(row => row.Position > position);
    }
}
