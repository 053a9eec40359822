using Floodgate.Foundation;
using Floodgate.Foundation.Signals;

namespace Floodgate.Vouchers.Board;

/// <summary>
/// Where the board learns of campaigns: asked once a second, from memory, so it must not wait for anything.
/// </summary>
internal sealed record BoardSource(Func<IReadOnlyList<BoardSubject>> Subjects);

/// <summary>A campaign as its gate knows it now, with the signals it reports to.</summary>
internal sealed record BoardSubject(string Id, BilingualText Name, CampaignSignals Signals)
{
    public required BoardPhase Phase { get; init; }

    public required string TimeZone { get; init; }

    public required DateTimeOffset OpensAt { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    public IReadOnlyList<BoardPause> Pauses { get; init; } = [];

    public required IReadOnlyList<BoardBatch> Batches { get; init; }

    public IReadOnlyList<string> Regions { get; init; } = [];
}
