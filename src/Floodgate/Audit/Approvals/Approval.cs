using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Audit.Approvals;

/// <summary>How a proposal stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalState>))]
public enum ApprovalState
{
    /// <summary>Waits for a second person.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Approved; being carried out.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>Carried out, once.</summary>
    [JsonStringEnumMemberName("executed")]
    Executed,

    /// <summary>Approved, and could not be carried out; nothing changed.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("refused")]
    Refused,

    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>Nobody decided in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

/// <summary>What somebody wants done that takes a second person.</summary>
/// <param name="Kind">Of a registered <see cref="IApprovalKind"/>.</param>
/// <param name="On">To what: <c>campaign/autumn</c>. Of one kind one proposal a thing is open at a time.</param>
/// <param name="Campaign">The campaign it concerns, if one.</param>
/// <param name="Reason">In the proposer's words; required.</param>
/// <param name="Changes">What will be different: what the second person approves.</param>
/// <param name="Payload">What the kind needs to carry it out. No personal data.</param>
internal sealed record Proposal(
    string Kind, string On, string? Campaign, string Reason, IReadOnlyList<Change> Changes, JsonElement Payload);

/// <summary>A proposal and what became of it.</summary>
internal sealed record Approval(
    string Id, Proposal Proposal, Who Proposer, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt)
{
    public ApprovalState State { get; init; }

    /// <summary>Who approved, refused or withdrew it.</summary>
    public Who? Decider { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Note { get; init; }

    /// <summary>Others who had a hand in it: none of them is the second person either.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    public DateTimeOffset? ExecutedAt { get; init; }

    /// <summary>What came of carrying it out.</summary>
    public BilingualText? Result { get; init; }

    /// <summary>For journals: both people, the second one after the first.</summary>
    public string Actor => Decider is null ? Proposer.Person : $"{Proposer.Person}+{Decider.Person}";
}

/// <summary>
/// A step of an approval, as the trail holds it. Who, when, on what, why and the changes are the entry's.
/// </summary>
/// <param name="State">The state it came to.</param>
/// <param name="ExpiresAt">With the proposal.</param>
/// <param name="Payload">With the proposal.</param>
/// <param name="Result">With the end of carrying it out.</param>
internal sealed record ApprovalStep(
    string Id, string Kind, ApprovalState State, DateTimeOffset? ExpiresAt = null, JsonElement? Payload = null,
    BilingualText? Result = null);

/// <summary>What came of carrying out what was approved: a closed set.</summary>
internal abstract record Execution
{
    /// <summary>It stands now, or stood already by this same approval.</summary>
    public sealed record Done(BilingualText? Said = null) : Execution;

    /// <summary>It cannot be done any more; nothing changed.</summary>
    public sealed record Failed(BilingualText Why) : Execution;

    /// <summary>Not now: it is tried again by itself, under the same approval.</summary>
    /// <param name="Why">For the log.</param>
    /// <param name="Begun">
    /// A part of it has happened: it is never told as not carried out, but tried until it is.
    /// </param>
    public sealed record Unavailable(string Why, bool Begun = false) : Execution;
}

/// <summary>
/// One sort of change that takes two people. Registered as a service by the slice that carries it out.
/// </summary>
internal interface IApprovalKind
{
    /// <summary>Stable: <c>campaign.raise</c>.</summary>
    string Id { get; }

    BilingualText Name { get; }

    /// <summary>Roles that may propose it; administrators always may.</summary>
    IReadOnlyList<string> Proposers { get; }

    /// <summary>Roles that may approve or refuse it; administrators always may.</summary>
    IReadOnlyList<string> Approvers { get; }

    /// <summary>How long it waits for the second person.</summary>
    TimeSpan Life { get; }

    /// <summary>
    /// Carries it out. Called again with the same approval after a crash or after <see cref="Execution.Unavailable"/>:
    /// what it did under this <see cref="Approval.Id"/> before must be found, not done twice.
    /// </summary>
    Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel);
}

/// <summary>A proposal that stands in its slice's own records until somebody decides it.</summary>
/// <param name="Id">Names the thing and the version of it that was seen: one that changed has another id.</param>
/// <param name="Authors">Whoever had a hand in it, the first one first; none of them is the second person.</param>
internal sealed record Standing(
    string Id, Proposal Proposal, IReadOnlyList<string> Authors, DateTimeOffset ProposedAt);

/// <summary>
/// A kind whose proposals are applications that its slice keeps, by the thousand perhaps. The desk lists them with all
/// else that waits, and takes one into the trail when it is decided.
/// </summary>
internal interface IStandingKind : IApprovalKind
{
    /// <summary>What waits, the oldest first, so many at most.</summary>
    Task<IReadOnlyList<Standing>> WaitingAsync(int most, CancellationToken cancel);

    /// <summary>Null: not this kind's, or not as it stands now.</summary>
    Task<Standing?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Drops what the second person has refused.</summary>
    Task<Execution> RefuseAsync(Approval refused, CancellationToken cancel);
}
