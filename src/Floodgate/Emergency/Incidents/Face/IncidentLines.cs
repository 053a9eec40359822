using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>An incident in a list.</summary>
/// <param name="Level"><c>I</c> (gravest) to <c>IV</c>.</param>
/// <param name="Phase"><c>Open</c>, <c>Acknowledged</c>, <c>Resolved</c> or <c>Closed</c>.</param>
/// <param name="Commander">The name of whoever commands; null: nobody yet.</param>
/// <param name="Campaigns">Those it touches; none: the whole service, as far as is known.</param>
/// <param name="Next">What should happen next, in words.</param>
public sealed record IncidentLine(
    string Id, BilingualText Title, string Level, string Phase, DateTimeOffset Since, DateTimeOffset? EndedAt,
    string? Commander, IReadOnlyList<string> Campaigns, BilingualText Next, bool Firing, int Answered)
{
    public bool Live => Phase is "Open" or "Acknowledged";
}

/// <summary>What is going on, the gravest first; and what is over, the newest first.</summary>
/// <param name="QuietSince">When the last incident ended; null: there has been none, or one is live.</param>
public sealed record IncidentLines(
    DateTimeOffset Now, IReadOnlyList<IncidentLine> Live, IReadOnlyList<IncidentLine> Over, DateTimeOffset? QuietSince,
    bool AutomationOn, bool PlanApproved, AutomationReading? Automation = null)
{
    /// <summary>Since when the room goes on from memory because its disk does not answer; null: it does.</summary>
    public DateTimeOffset? FromMemorySince { get; init; }
}

/// <summary>Something of the plan that can be chosen.</summary>
public sealed record Choice(string Id, BilingualText Name, BilingualText? Says = null);

/// <summary>What somebody may declare.</summary>
/// <param name="Levels">Those this person may declare.</param>
public sealed record DeclarationChoices(
    IReadOnlyList<RiskChoice> Risks, IReadOnlyList<string> Levels, IReadOnlyList<string> Campaigns);

/// <param name="Level">The level it starts at unless somebody says otherwise.</param>
public sealed record RiskChoice(string Id, BilingualText Name, string Level, IReadOnlyList<Choice> Causes);

/// <summary>What a person declares.</summary>
/// <param name="Level">Null: as the plan has it for the risk.</param>
public sealed record IncidentDeclaration(
    string Risk, string? Cause, string? Level, IReadOnlyList<string> Campaigns, string Text);

/// <summary>The new incident, or why there is none.</summary>
public sealed record DeclarationAnswer(string? Incident, BilingualText? Refusal);
