namespace Floodgate.Emergency.Reviews.Face;

/// <summary>Improvement actions: open ones by date, so that the late come first, and those that ended last.</summary>
/// <param name="Owners">Names to choose an owner from; others can be written.</param>
public sealed record ActionLines(
    DateOnly Today, IReadOnlyList<ActionLine> Open, IReadOnlyList<ActionLine> Ended, bool MayWrite,
    IReadOnlyList<string> Owners);

/// <summary>One improvement: who does what by when, and what shows that it was done.</summary>
/// <param name="State"><c>Open</c>, <c>Done</c> or <c>Dropped</c>.</param>
/// <param name="Source"><c>Hand</c>, <c>Review</c>, <c>Drill</c> or <c>Meeting</c>.</param>
/// <param name="Evidence">What shows that it was done, or why it was dropped.</param>
/// <param name="DaysLate">0: not late.</param>
public sealed record ActionLine(
    string Id, string Text, string Owner, DateOnly Due, string State, string Source, string? SourceId,
    string? Evidence, string? Link, int DaysLate, int Version, string CreatedBy, string? EndedBy,
    DateTimeOffset? EndedAt);

/// <summary>An action to be added.</summary>
/// <param name="Review">The review it comes from.</param>
/// <param name="Drill">The record of a drill it comes from; neither: written by hand.</param>
public sealed record ActionAsked(
    string Text, string Owner, DateOnly Due, string? Review = null, string? Drill = null);
