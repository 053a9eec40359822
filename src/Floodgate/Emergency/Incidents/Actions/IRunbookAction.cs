using System.Collections.Immutable;
using System.Globalization;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents;

/// <summary>What an action is asked, with all it may know: copies, no shared state.</summary>
/// <param name="Run">The same run asked twice (after a crash) must do no harm.</param>
/// <param name="Campaigns">The incident's campaigns; none: every campaign of the service.</param>
/// <param name="ReturnsAt">When claims are expected to be open again.</param>
internal sealed record ActionRequest(
    string Incident, string Run, IReadOnlyDictionary<string, string> Inputs, EmergencyPlan Plan, string Actor,
    IReadOnlyList<string> Campaigns, DateTimeOffset ReturnsAt, Func<NoticeTemplate, NoticeText> Fill)
{
    public string Step { get; init; } = "";

    /// <summary>Takes back what the step did, with the step's inputs.</summary>
    public bool Undo { get; init; }

    public BilingualText Title { get; init; } = new("", "");

    public ResponseLevel Level { get; init; }

    /// <summary>The step's time limit: an action that waits fails in words before it.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What is left until the earliest forecast of the incident comes true; null: none is firing. Never less than zero.
    /// </summary>
    public TimeSpan? Lead { get; init; }

    /// <summary>What the incident took from a campaign until now.</summary>
    public Func<string, LostTime> Lost { get; init; } = _ => default;

    public string? Input(string name) => Inputs.GetValueOrDefault(name);

    public long? Number(string name) =>
        long.TryParse(Input(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <exception cref="ActionFailedException">The plan names no such template.</exception>
    public NoticeTemplate Notice(string id) =>
        Plan.NoticeOf(id) ?? throw new ActionFailedException($"the plan has no notice template {id}");
}

/// <summary>What an action came to, and what the room must know of it.</summary>
internal sealed record ActionResult(StepEnd End, string Text, Action<Decider, Incident>? Then = null)
{
    public static ActionResult Done(string text, Action<Decider, Incident>? then = null) =>
        new(StepEnd.Done, text, then);

    public static ActionResult Failed(string text) => new(StepEnd.Failed, text);
}

/// <summary>
/// One entry of <see cref="ActionCatalogue"/> carried out. Idempotent; what it did is measured and said.
/// </summary>
internal interface IRunbookAction
{
    /// <summary>As the catalogue has it.</summary>
    string Name { get; }

    /// <summary>
    /// What it measures before it begins, to be recorded with the step's inputs: begun again after a crash it is held
    /// against the same. In memory, at once.
    /// </summary>
    IReadOnlyDictionary<string, string> Before() => ImmutableDictionary<string, string>.Empty;

    /// <exception cref="ActionFailedException">It could not be done; the text says why.</exception>
    Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel);
}

internal sealed class ActionFailedException(string text) : Exception(text);
