using Floodgate.Foundation;

namespace Floodgate.Drills.Scenarios;

/// <summary>What must have become true at the end beside the invariants.</summary>
internal enum RushExpectation
{
    /// <summary>Every voucher of the stock was issued.</summary>
    SoldOut,

    /// <summary>Everyone who had a place before the opening and did not leave holds a voucher.</summary>
    WaitersServed,
}

/// <summary>
/// A crowd to replay: the campaign, who comes when and how they behave, and where each value is from.
/// </summary>
internal sealed record RushScenario
{
    public required string Id { get; init; }

    public required BilingualText Name { get; init; }

    public required BilingualText Story { get; init; }

    /// <summary>Facts of the real day that set no value here and are told in the report.</summary>
    public required IReadOnlyList<BilingualText> Figures { get; init; }

    /// <summary>Every value of the crowd with its source or its reason.</summary>
    public required IReadOnlyList<ScenarioValue> Values { get; init; }

    public required CrowdShape Crowd { get; init; }

    /// <summary>Holders who redeem at tills all the while, a second; 0: none.</summary>
    public required int TillsPerSecond { get; init; }

    public required CampaignTemplate Campaign { get; init; }

    public required IReadOnlyList<RushExpectation> Expect { get; init; }

    /// <summary>What of the real story this replay leaves out until a later capability has it.</summary>
    public required IReadOnlyList<BilingualText> NotYet { get; init; }
}

/// <summary>Where one value is from: published (a citation) or assumed (a reason).</summary>
internal sealed record ScenarioValue(string Name, string Value, bool Published, BilingualText Because);

internal enum ArrivalShape
{
    Flat,

    /// <summary>From nothing, evenly more.</summary>
    Rising,

    /// <summary>Halves every <see cref="ArrivalPhase.HalvesEvery"/>.</summary>
    Falling,
}

/// <summary>A piece of the arrival curve; times from the opening, negative before it.</summary>
internal sealed record ArrivalPhase(TimeSpan From, TimeSpan To, double Share, ArrivalShape Shape, TimeSpan HalvesEvery);

/// <summary>A waiting time drawn from a log-normal curve.</summary>
internal readonly record struct Spread(TimeSpan Median, TimeSpan P95);

/// <summary>How people try again: the impatient press on at one pace, the others back off.</summary>
internal sealed record RetryHabit(double Impatient, TimeSpan First, double Factor, TimeSpan Longest, int Attempts);

/// <summary>
/// The opening is moved while people wait: at <paramref name="At"/> (from the opening) by <paramref name="By"/>.
/// </summary>
internal sealed record Postponement(TimeSpan At, TimeSpan By);

/// <summary>Who comes, when, and how they behave.</summary>
internal sealed record CrowdShape
{
    public required int People { get; init; }

    /// <summary>How many people this machine replays by default; the stock shrinks in the same ratio.</summary>
    public required int PeopleHere { get; init; }

    /// <summary>From the opening to the end of the replay.</summary>
    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<ArrivalPhase> Arrivals { get; init; }

    /// <summary>Share of people by number of devices; sums to 1.</summary>
    public required IReadOnlyDictionary<int, double> Devices { get; init; }

    /// <summary>From having a pass to pressing claim.</summary>
    public required Spread Think { get; init; }

    /// <summary>From the opening to the press, for those who wait for it.</summary>
    public required Spread Reaction { get; init; }

    /// <summary>Share of those waiting who press before the opening.</summary>
    public required double PressEarly { get; init; }

    public required RetryHabit Retry { get; init; }

    public required double DoubleClick { get; init; }

    /// <summary>Share of people who leave if not served within <see cref="Patience"/>.</summary>
    public required double Leave { get; init; }

    public required Spread Patience { get; init; }

    /// <summary>With a weekday split: share of people who come on a day that is not theirs.</summary>
    public required double WrongDay { get; init; }

    public Postponement? Postpone { get; init; }
}
