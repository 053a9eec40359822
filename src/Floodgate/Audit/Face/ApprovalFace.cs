using System.Security.Claims;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;

namespace Floodgate.Audit.Face;

/// <summary>A proposal as the console shows it.</summary>
/// <param name="MayDecide">This person may approve or refuse it.</param>
/// <param name="IsOwn">This person proposed it, and may take it back.</param>
/// <param name="Deciders">The roles whose people may decide it.</param>
public sealed record ApprovalLine(
    string Id, BilingualText Name, string On, string? Campaign, ApprovalState State, string Reason,
    IReadOnlyList<Change> Changes, string ProposedBy, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? Note, BilingualText? Result, bool MayDecide, bool IsOwn,
    IReadOnlyList<string> Deciders);

/// <summary>All that waits and what was decided lately, as one person sees it.</summary>
/// <param name="Mine">Waits for this person.</param>
/// <param name="Others">Waits for somebody else, one's own proposals among them.</param>
/// <param name="Past">The newest first.</param>
public sealed record ApprovalLines(
    DateTimeOffset Now, IReadOnlyList<ApprovalLine> Mine, IReadOnlyList<ApprovalLine> Others,
    IReadOnlyList<ApprovalLine> Past);

/// <summary>Approvals for the console. What a person may do is decided by the desk, whatever a screen shows.</summary>
public sealed class ApprovalFace
{
    private const int PastShown = 30;
    private readonly ApprovalDesk _desk;
    private readonly TimeProvider _clock;

    internal ApprovalFace(ApprovalDesk desk, TimeProvider clock) => (_desk, _clock) = (desk, clock);

    public async Task<ApprovalLines> ReadAsync(ClaimsPrincipal user)
    {
        var who = Who.Of(user);
        var all = (await _desk.AllAsync(CancellationToken.None)).Select(one => Line(one, who)).ToArray();
        var waiting = all.Where(one => one.State is ApprovalState.Open or ApprovalState.Approved).ToArray();
        return new ApprovalLines(
            _clock.GetUtcNow(),
            [.. waiting.Where(one => one.MayDecide).OrderBy(one => one.ExpiresAt)],
            [.. waiting.Where(one => !one.MayDecide).OrderBy(one => one.ExpiresAt)],
            [.. all.Where(one => ApprovalShelf.IsOver(one.State)).Take(PastShown)]);
    }

    /// <returns>Null: it was approved, and carried out or is being carried out.</returns>
    public async Task<BilingualText?> ApproveAsync(string id, string note, ClaimsPrincipal user) =>
        Words(await _desk.ApproveAsync(id, Who.Of(user), Kept(note), CancellationToken.None));

    public async Task<BilingualText?> RefuseAsync(string id, string note, ClaimsPrincipal user) =>
        Words(await _desk.RefuseAsync(id, Who.Of(user), Kept(note), CancellationToken.None));

    public async Task<BilingualText?> WithdrawAsync(string id, ClaimsPrincipal user) =>
        Words(await _desk.WithdrawAsync(id, Who.Of(user), null, CancellationToken.None));

    private ApprovalLine Line(Approval one, Who who) => new(
        one.Id, _desk.NameOf(one.Proposal.Kind), one.Proposal.On, one.Proposal.Campaign, one.State,
        one.Proposal.Reason, one.Proposal.Changes, one.Proposer.Person, one.ProposedAt, one.ExpiresAt,
        one.Decider?.Person, one.DecidedAt, one.Note, one.Result,
        one.State == ApprovalState.Open && _desk.MayDecide(one, who),
        one.State == ApprovalState.Open && one.Authors.Count == 0 && one.Proposer.Person == who.Person,
        _desk.KindOf(one.Proposal.Kind)?.Approvers ?? []);

    private static string? Kept(string note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();

    private static BilingualText? Words(ApprovalReply reply) =>
        ApprovalAnswers.RefusalOf(reply.Answer)?.InWords() ?? (reply.Approval is
        { State: ApprovalState.Failed, Result: { } why } ? why : null);
}
