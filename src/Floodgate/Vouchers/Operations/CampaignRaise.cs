using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// More stock, more money or a higher spending cap for a campaign that has opened takes two people: one puts the
/// changed campaign, the second approves it, and the version is put in force as it was proposed. Before the opening one
/// operator may.
/// </summary>
internal sealed class CampaignRaise(ApplyCampaign apply, VoucherNode node) : IApprovalKind
{
    public const string Kind = "campaign.raise";

    private static readonly BilingualText Overtaken = new(
        "提交之后活动已被更改，没有执行。请按现行版本重新提交。",
        "The campaign was changed after this was proposed; it was not carried out. Propose it on the current version.");

    private static readonly BilingualText Unreadable = new(
        "提交的活动已不能读取，没有执行。", "The proposed campaign can no longer be read; it was not carried out.");

    public string Id => Kind;

    public BilingualText Name => new("活动加量", "More stock or budget");

    public IReadOnlyList<string> Proposers => [Roles.Operator];

    public IReadOnlyList<string> Approvers => [Roles.Operator, Roles.Commander, Roles.Finance];

    public TimeSpan Life => TimeSpan.FromHours(24);

    public static string On(string campaign) => "campaign/" + campaign;

    /// <summary>Whether the next version gives out more than the one in force, of anything.</summary>
    public static bool IsRaise(CampaignDefinition before, CampaignDefinition after)
    {
        if (after.Budget.Amount > before.Budget.Amount || LiftsACap(before, after)) return true;
        for (var i = 0; i < after.Batches.Count; i++)
        {
            var now = after.Batches[i];
            if (i >= before.Batches.Count) return true;
            var old = before.Batches[i];
            if (now.Stock > old.Stock || Money(now) > Money(old)) return true;
        }

        return false;
    }

    /// <summary>A spending cap is higher than before, or gone.</summary>
    private static bool LiftsACap(CampaignDefinition before, CampaignDefinition after) =>
        before.Redemption.Caps.Any(cap => !after.Redemption.Caps.Any(one =>
            one.Per == cap.Per && one.Target == cap.Target && one.Amount.Amount <= cap.Amount.Amount));

    /// <summary>It is open, has been, or has given vouchers out.</summary>
    public static bool HasOpened(CampaignVersion current, IEnumerable<long> issued, DateTimeOffset now) =>
        current.OpensMicros <= now.Micros() || issued.Any(count => count > 0);

    public static Proposal Propose(string campaign, CampaignVersion current, CampaignDefinition next, string reason)
    {
        var payload = JsonSerializer.SerializeToElement(
            new RaisePayload(current.Number, JsonOf(next)), RaiseJson.Default.RaisePayload);
        return new Proposal(Kind, On(campaign), campaign, reason, Changes(current.Definition, next), payload);
    }

    /// <summary>All that is different, not only what is raised: the second person approves the whole.</summary>
    public static IReadOnlyList<Change> Changes(CampaignDefinition? before, CampaignDefinition after) =>
        JsonChanges.Between(before is null ? null : JsonOf(before), JsonOf(after), CampaignWords.Of);

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
    {
        var (campaign, payload) = (approved.Proposal.Campaign!, ReadPayload(approved));
        if (payload is null
            || CampaignDocument.ParseJson(Encoding.UTF8.GetBytes(payload.Definition.GetRawText())) is not
            { Definition: { } next }) return new Execution.Failed(Unreadable);
        var current = node.Gates.Find(campaign)?.Version;
        // Put in force by this approval before a crash: found, and not done again.
        if (current?.Number == payload.Version + 1
            && CampaignDocument.WriteJson(current.Definition).AsSpan().SequenceEqual(CampaignDocument.WriteJson(next)))
            return new Execution.Done();
        if (current?.Number != payload.Version) return new Execution.Failed(Overtaken);
        try
        {
            var reply = await apply.ApplyAsync(campaign, next, payload.Version, approved.Actor);
            return reply.Kind switch
            {
                ApplyKind.Applied => new Execution.Done(new($"第 {reply.Version} 版已生效。",
                    $"Version {reply.Version} is in force.")),
                ApplyKind.VersionConflict => new Execution.Failed(Overtaken),
                ApplyKind.StockBelowIssued => new Execution.Failed(Refusals.StockBelowIssued.Happened),
                _ => new Execution.Unavailable(reply.Kind.ToString()),
            };
        }
        catch (JournalUnavailableException fault)
        {
            return new Execution.Unavailable(fault.Message);
        }
    }

    private static RaisePayload? ReadPayload(Approval approved)
    {
        try
        {
            return approved.Proposal.Payload.Deserialize(RaiseJson.Default.RaisePayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement JsonOf(CampaignDefinition definition)
    {
        using var document = JsonDocument.Parse(CampaignDocument.WriteJson(definition));
        return document.RootElement.Clone();
    }

    private static long Money(BatchDefinition batch) => batch.Budget?.Amount ?? batch.FaceValue.Amount * batch.Stock;
}
