using System.Collections.Immutable;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>What a decision may look at besides the room's own state; all of it in memory.</summary>
/// <param name="Current">The plan in force, under which new incidents begin.</param>
/// <param name="PlanOf">The plan of a pinned version; the current one where that version is lost.</param>
/// <param name="Who">Who is to be called: calendar, else the plan's primary and deputy.</param>
/// <param name="ContactOf">A person by id.</param>
/// <param name="IsQuiet">Whether only grave pages may ring at this person now.</param>
/// <param name="IsUnmet">Whether a measured criterion of recovery does not hold, or is not known to.</param>
/// <param name="AutomationOn">
/// The global switch is on and the plan is approved; else every automatic step is offered to people instead.
/// </param>
internal sealed record RoomView(
    PlanVersionInForce Current,
    Func<string, EmergencyPlan> PlanOf,
    Func<Team, PageTarget, string?, DateTimeOffset, IReadOnlyList<Contact>> Who,
    Func<string, Contact?> ContactOf,
    Func<Contact, DateTimeOffset, bool> IsQuiet,
    Func<RecoveryCriterion, bool> IsUnmet,
    bool AutomationOn)
{
    /// <summary>Whether this process can carry out an action: the watch has neither campaigns nor stock.</summary>
    public Func<string, bool> Has { get; init; } = static _ => true;

    /// <summary>Whether claims of a campaign are known to be unpaused; one that is not read yet is not.</summary>
    public Func<string, bool> IsUnpaused { get; init; } = static _ => false;

    /// <summary>Who resumed a campaign last; null: nobody knows any more.</summary>
    public Func<string, string?> ResumedBy { get; init; } = static _ => null;

    /// <summary>Who paused a campaign by hand, while that pause stands; null: it is not, or a room did.</summary>
    public Func<string, string?> PausedByHand { get; init; } = static _ => null;

    /// <summary>Another room may act as well: the watch's, or the server's.</summary>
    public bool OtherRoom { get; init; }

    /// <summary>What the ids of this node's incidents end with; null: it has no other nodes beside it.</summary>
    public string? Mark { get; init; }

    /// <summary>What an action measures before it begins: it is written down with the step's inputs.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> Before { get; init; } =
        static _ => ImmutableDictionary<string, string>.Empty;

    /// <summary>What an incident of these campaigns begins under, where one has pinned a plan of its own.</summary>
    public Func<IReadOnlyList<string>, PlanVersionInForce>? For { get; init; }

    /// <summary>The plan a new incident of these campaigns is to begin under.</summary>
    public PlanVersionInForce InForce(IReadOnlyList<string> campaigns) => For?.Invoke(campaigns) ?? Current;

    /// <summary>Groups that are told when a team is called.</summary>
    public Func<string, IReadOnlyList<ContactGroup>> GroupsOf { get; init; } = static _ => [];
}

/// <summary>A plan and the name of its version.</summary>
/// <param name="Approved">By a second person. One that is not moves nothing by itself: it calls people.</param>
internal sealed record PlanVersionInForce(string Version, EmergencyPlan Plan, bool Approved);
