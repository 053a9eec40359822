using System.Security.Claims;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Audit.Api;
using Floodgate.Audit.Requests;
using Floodgate.Foundation;

namespace Floodgate.Vouchers.Grants.Face;

/// <summary>A batch of which a voucher may be granted by hand.</summary>
/// <param name="Left">Of the campaign's budget for grants, as far as it is known.</param>
public sealed record GrantChoice(
    string Campaign, BilingualText CampaignName, string Batch, BilingualText BatchName, Money FaceValue, Money? Left);

/// <summary>What came of proposing a grant: the approval that waits, or why there is none.</summary>
public sealed record GrantProposed(string? Approval, BilingualText? Refusal);

/// <summary>Grants by hand for the console's service desk; who may is asked with each.</summary>
public sealed class GrantRecords
{
    private static readonly BilingualText NotAllowed = new(
        "只有客服和操作员可以提交手工发放，什么都没有提交。",
        "Only service staff and operators propose grants; nothing was proposed.");

    private static readonly BilingualText NotRead = new(
        "请先查询来电人：发放是给查到的人的。", "Look the caller up first: a grant is for whom was found.");

    private readonly GrantDesk _desk;
    private readonly Gates _gates;
    private readonly ActAudit _acts;

    internal GrantRecords(GrantDesk desk, Gates gates, ActAudit acts) => (_desk, _gates, _acts) = (desk, gates, acts);

    /// <summary>Batches of campaigns that let staff grant; empty: this person may not, or there are none.</summary>
    public async Task<IReadOnlyList<GrantChoice>> ChoicesAsync(ClaimsPrincipal user)
    {
        if (!MayPropose(user)) return [];
        var choices = new List<GrantChoice>();
        foreach (var gate in _gates.All)
        {
            if (gate.Version?.Definition is not { GrantBudget: not null } rules) continue;
            var room = await _desk.RoomAsync(gate);
            choices.AddRange(rules.Batches.Select(batch => new GrantChoice(
                gate.Id, rules.Name, batch.Id, batch.Name, batch.FaceValue,
                room is null ? null : new Money(room.Left, room.Currency))));
        }

        return choices;
    }

    /// <param name="person">As the look-up answered.</param>
    public Task<GrantProposed> ProposeAsync(
        string campaign, string batch, string person, string reason, ClaimsPrincipal user) => _acts.RunAsync(
            user, new Act("ProposeGrant", $"campaign/{campaign}", campaign, reason),
            async () =>
            {
                if (!MayPropose(user)) return new GrantProposed(null, NotAllowed);
                if (GrantSeal.Read(person) is not { } whom) return new GrantProposed(null, NotRead);
                var said = reason.Trim();
                if (said.Length > GrantDesk.ReasonMax) said = said[..GrantDesk.ReasonMax];
                var reply = await _desk.ProposeAsync(campaign, batch, whom, said, Who.Of(user));
                var refusal = reply.Refusal ?? ApprovalAnswers.RefusalOf(reply.Reply!.Answer);
                return new GrantProposed(
                    refusal is null ? reply.Reply!.Approval!.Id : null, refusal?.InWords());
            },
            made => made.Refusal is null ? null : "refused");

    private static bool MayPropose(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true
        && GrantEndpoints.Proposers.Any(role => user.HasClaim(ClaimTypes.Role, role));
}
