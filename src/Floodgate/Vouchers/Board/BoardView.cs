using Floodgate.Foundation;

namespace Floodgate.Vouchers.Board;

/// <summary>The campaign's phase as the public sees it.</summary>
public enum BoardPhase { Scheduled, Open, Paused, SoldOut, Closed }

/// <summary>A campaign one can look at.</summary>
public sealed record BoardCampaign(string Id, BilingualText Name, BoardPhase Phase);

/// <summary>
/// What is in force while claims are paused. <paramref name="Target"/> is the batch or region, null for all of it.
/// </summary>
public sealed record BoardPause(
    string Scope, string? Target, DateTimeOffset Since, DateTimeOffset ResumesAt, bool AutoResume, BilingualText Notice,
    string Reason, string Actor);

/// <summary>A batch: its stock and what is left of it.</summary>
public sealed record BoardBatch(string Id, BilingualText Name, long Stock, long Remaining)
{
    public long Issued => Stock - Remaining;
}

/// <summary>
/// One second. Rates are per second; times are milliseconds, null where nothing happened in that second. Refusals are
/// by code, only those that occurred.
/// </summary>
public sealed record BoardPoint
{
    public required DateTimeOffset At { get; init; }

    public double Arrivals { get; init; }

    public double Admitted { get; init; }

    public double Issued { get; init; }

    public IReadOnlyDictionary<string, double> Refused { get; init; } = new Dictionary<string, double>(0);

    public double RefusedTotal => Refused.Values.Sum();

    public long QueueDepth { get; init; }

    public double? FlushP50 { get; init; }

    public double? FlushP99 { get; init; }

    public double? AnswerP50 { get; init; }

    public double? AnswerP99 { get; init; }
}

/// <summary>
/// Everything the board shows of a campaign at one moment. Times are UTC; <see cref="TimeZone"/> is for showing.
/// </summary>
public sealed record BoardView
{
    public required BoardCampaign Campaign { get; init; }

    public required string TimeZone { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset OpensAt { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Pauses in force: one of the whole campaign, or some of batches and regions.</summary>
    public IReadOnlyList<BoardPause> Pauses { get; init; } = [];

    public required IReadOnlyList<BoardBatch> Batches { get; init; }

    /// <summary>Region codes the campaign is limited to; empty for none.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Seconds, oldest first; at most <see cref="BoardOptions.PointsMax"/>.</summary>
    public required IReadOnlyList<BoardPoint> Points { get; init; }
}
