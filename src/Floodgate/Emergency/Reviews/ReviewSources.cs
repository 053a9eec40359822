using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>An incident as far as reviews, meetings and the plan's freshness need it.</summary>
internal sealed record IncidentHead(
    string Id, BilingualText Title, ResponseLevel Level, Phase Phase, DateTimeOffset OpenedAt,
    DateTimeOffset? ResolvedAt);

/// <summary>When something the plan asks for was last done.</summary>
/// <param name="At">Null: never.</param>
/// <param name="Good">Null: it has no result, or nobody knows it.</param>
internal sealed record LastDone(string Id, DateTimeOffset? At, bool? Good);

/// <summary>Somebody is on call without the training the plan asks for.</summary>
/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
internal sealed record UntrainedOnCall(
    BilingualText Team, string Place, string Person, DateTimeOffset From, IReadOnlyList<BilingualText> Courses);

/// <summary>A campaign's size, for the trigger that asks whether one is larger than any before.</summary>
internal sealed record CampaignSize(string Campaign, long Stock, DateTimeOffset AppliedAt);

/// <summary>
/// Where this slice hears of the others. The host fills it in; what stays null is shown as not known, never as good.
/// </summary>
internal sealed class ReviewSources
{
    /// <summary>All entries of an incident, live or stored; empty: there is none.</summary>
    public Func<string, Task<IReadOnlyList<Entry>>> Entries { get; set; } =
        _ => Task.FromResult<IReadOnlyList<Entry>>([]);

    /// <summary>Incidents of the last year, the newest first.</summary>
    public Func<Task<IReadOnlyList<IncidentHead>>> Incidents { get; set; } =
        () => Task.FromResult<IReadOnlyList<IncidentHead>>([]);

    /// <summary>The plan of a version as an incident pins it; null: the one in force.</summary>
    public Func<string, EmergencyPlan>? PlanOf { get; set; }

    /// <summary>Recorded signals of an incident.</summary>
    public Func<string, Task<IReadOnlyList<SignalSeries>>>? Series { get; set; }

    public Func<string, Task<CountedLoss?>>? Loss { get; set; }

    /// <summary>Closes the incident when its review was closed: incident, review, person; the fault or null.</summary>
    public Func<string, string, string, Task<string?>>? CloseIncident { get; set; }

    /// <summary>Names an owner can be chosen from.</summary>
    public Func<IReadOnlyList<string>> Owners { get; set; } = () => [];

    /// <summary>Drills by id of the plan, with their last result.</summary>
    public Func<IReadOnlyList<LastDone>>? Drills { get; set; }

    /// <summary>Drills of the plan that must be joint, with when their teams last held them together.</summary>
    public Func<IReadOnlyList<LastDone>>? JointDrills { get; set; }

    /// <summary>Courses by id of the plan, with when the last member of its teams passed.</summary>
    public Func<IReadOnlyList<LastDone>>? Courses { get; set; }

    /// <summary>Hours of the next 14 days in which a team has nobody, in words.</summary>
    public Func<IReadOnlyList<BilingualText>>? OnCallGaps { get; set; }

    /// <summary>Who is on call in the next 14 days without valid training.</summary>
    public Func<IReadOnlyList<UntrainedOnCall>>? Untrained { get; set; }

    /// <summary>Every person and channel (<c>Li Wei/Sms</c>), with the last test.</summary>
    public Func<IReadOnlyList<LastDone>>? Reachability { get; set; }

    /// <summary>When the people of the plan or their channels last changed.</summary>
    public Func<DateTimeOffset?>? ContactsChangedAt { get; set; }

    /// <summary>When software or configuration last changed.</summary>
    public Func<DateTimeOffset?>? ConfigurationChangedAt { get; set; }

    public Func<IReadOnlyList<CampaignSize>>? Campaigns { get; set; }
}
