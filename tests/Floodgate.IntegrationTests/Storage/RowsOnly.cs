using Floodgate.Storage;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>A journal that is only read: rows as a script has them.</summary>
internal sealed class RowsOnly(IReadOnlyList<JournalRow> rows) : IJournal
{
    public bool NeedsHold => false;

    public IReadOnlyList<ChainOwner> Owners() => [];

    public int Register(string campaign) => throw ReadOnly();

    public IReadOnlyList<CampaignEntry> Campaigns() => [new(1, "scripted")];

    public ChainHead TakeEpoch(ChainId chain) => throw ReadOnly();

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes) =>
        throw ReadOnly();

    public void Touch() => throw ReadOnly();

    public IEnumerable<JournalRow> Read(ChainId chain, long position) =>
        rows.Where(row => row.Chain == chain && row.Position > position);

    private static InvalidOperationException ReadOnly() => new("this journal is only read");
}
