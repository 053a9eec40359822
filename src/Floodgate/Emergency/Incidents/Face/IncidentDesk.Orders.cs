using System.Security.Claims;
using Floodgate.Emergency.Incidents.Api;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>What a person asks of an incident. The answer is null when it was done, else why not.</summary>
public sealed partial class IncidentDesk
{
    private static readonly BilingualText TooMuch = new(
        "事件室正忙，什么都没有改变。请稍等几秒再试。", "The room is busy; nothing was changed. Try again in some seconds.");

    private static readonly BilingualText NothingSaid = new(
        "内容为空，什么都没有改变。请先填写。", "There is no text; nothing was changed. Write it first.");

    /// <summary>Opens an incident that no detector has seen.</summary>
    public async Task<DeclarationAnswer> DeclareAsync(IncidentDeclaration declared, ClaimsPrincipal user)
    {
        var person = _around.Persons.Of(user, "console");
        var plan = _around.Plans.Current.Plan;
        if (plan.RiskOf(declared.Risk) is not { } risk) return new(null, Refusals.UnknownRisk.InWords());
        var level = LevelOf(declared.Level) ?? risk.Response.Level;
        if (!person.HasOneOf(plan.LevelOf(level).Declare)) return new(null, Refusals.Forbidden.InWords());
        try
        {
            var id = await _around.Orders.DeclareAsync(person, new Declaration(
                person.Id, risk.Id, declared.Cause, level, null, declared.Campaigns, Cut(declared.Text)));
            return new(id, null);
        }
        catch (RoomFullException)
        {
            return new(null, TooMuch);
        }
        catch (RoomAwayException)
        {
            return new(null, Refusals.RoomUnavailable.InWords());
        }
    }

    public Task<BilingualText?> AcknowledgeAsync(string incident, ClaimsPrincipal user) =>
        CarryAsync(incident, user, new Order.Acknowledge());

    /// <summary>Asks for, approves or takes a step, whichever is its turn.</summary>
    /// <param name="text">What was found or done, for a step by hand.</param>
    public Task<BilingualText?> TakeStepAsync(string incident, ClaimsPrincipal user, string step, string text) =>
        CarryAsync(incident, user, new Order.TakeStep(step, Cut(text)));

    public Task<BilingualText?> SkipStepAsync(string incident, ClaimsPrincipal user, string step, string why) =>
        CarryAsync(incident, user, new Order.SkipStep(step, Cut(why)), why);

    public Task<BilingualText?> UndoStepAsync(string incident, ClaimsPrincipal user, string step) =>
        CarryAsync(incident, user, new Order.UndoStep(step));

    public Task<BilingualText?> SetLevelAsync(string incident, ClaimsPrincipal user, string level, string why) =>
        LevelOf(level) is { } known
            ? CarryAsync(incident, user, new Order.SetLevel(known, Cut(why)), why)
            : Task.FromResult<BilingualText?>(Refusals.UnknownPart.InWords());

    public Task<BilingualText?> SetCauseAsync(string incident, ClaimsPrincipal user, string cause) =>
        CarryAsync(incident, user, new Order.SetCause(cause));

    public Task<BilingualText?> SetEstimateAsync(string incident, ClaimsPrincipal user, int minutes) =>
        CarryAsync(incident, user, new Order.SetEstimate(_clock.GetUtcNow().AddMinutes(minutes)));

    /// <param name="status"><c>Investigating</c>, <c>Identified</c> or <c>Monitoring</c>.</param>
    public Task<BilingualText?> SetPublicStatusAsync(string incident, ClaimsPrincipal user, string status) =>
        Enum.TryParse<PublicStatus>(status, out var known) && known <= PublicStatus.Monitoring
            ? CarryAsync(incident, user, new Order.SetPublicStatus(known))
            : Task.FromResult<BilingualText?>(Refusals.UnknownPart.InWords());

    /// <summary>Takes the command, or another role, for oneself.</summary>
    public Task<BilingualText?> TakeRoleAsync(string incident, ClaimsPrincipal user, string role) =>
        CarryAsync(incident, user, new Order.TakeRole(role, _around.Persons.Of(user, "console").Id));

    public Task<BilingualText?> SayAsync(string incident, ClaimsPrincipal user, string text) =>
        CarryAsync(incident, user, new Order.Say(Cut(text)), text);

    public Task<BilingualText?> GiveTaskAsync(
        string incident, ClaimsPrincipal user, string text, string owner, DateTimeOffset due) =>
        CarryAsync(incident, user, new Order.GiveTask(Cut(text), owner, due), text);

    public Task<BilingualText?> FinishTaskAsync(string incident, ClaimsPrincipal user, string task) =>
        CarryAsync(incident, user, new Order.FinishTask(task));

    /// <summary>Service staff see it at once, the public as soon as the plan says.</summary>
    public async Task<BilingualText?> DraftNoticeAsync(string incident, ClaimsPrincipal user, NoticeWording wording)
    {
        var campaigns = await LookAsync(decider => decider.State.Find(incident)?.Campaigns.ToArray()) ?? [];
        return await CarryAsync(incident, user, new Order.DraftNotice(new NoticeText(
            wording.Template, wording.Title, wording.Text, wording.Short, wording.Say, wording.ReturnsAt, campaigns)));
    }

    /// <summary>A template of the incident's plan filled with what is known now; null for an unknown one.</summary>
    public Task<NoticeWording?> FillAsync(string incident, string template) => LookAsync(decider =>
        decider.State.Find(incident) is { } found && _around.Plans.Of(found.Begun.Plan) is var plan
        && plan.NoticeOf(template) is { } known
            ? RoomReader.Wording(Decider.Fill(found, plan, known, _clock.GetUtcNow())) : null);

    public Task<BilingualText?> WithdrawNoticeAsync(string incident, ClaimsPrincipal user) =>
        CarryAsync(incident, user, new Order.WithdrawNotice());

    public Task<BilingualText?> ConfirmReturnAsync(string incident, ClaimsPrincipal user, string campaign) =>
        CarryAsync(incident, user, new Order.ConfirmReturn(campaign));

    public Task<BilingualText?> ExtendReturnAsync(
        string incident, ClaimsPrincipal user, string campaign, DateTimeOffset at, string why) =>
        CarryAsync(incident, user, new Order.ExtendReturn(campaign, at, Cut(why)), why);

    public Task<BilingualText?> ResolveAsync(string incident, ClaimsPrincipal user, string summary) =>
        CarryAsync(incident, user, new Order.Resolve(Cut(summary)), summary);

    /// <param name="needed">A text without which the order says nothing.</param>
    private async Task<BilingualText?> CarryAsync(
        string incident, ClaimsPrincipal user, Order order, string needed = "given")
    {
        if (string.IsNullOrWhiteSpace(needed)) return NothingSaid;
        var person = _around.Persons.Of(user, "console");
        try
        {
            var outcome = await _around.Orders.CarryAsync(incident, person, order);
            return IncidentEndpoints.RefusalOf(outcome) is { } refusal ? refusal.InWords() : null;
        }
        catch (RoomFullException)
        {
            return TooMuch;
        }
        catch (RoomAwayException)
        {
            return Refusals.RoomUnavailable.InWords();
        }
    }

    private static ResponseLevel? LevelOf(string? level) =>
        Enum.TryParse<ResponseLevel>(level, out var known) && Enum.IsDefined(known) ? known : null;

    private static string Cut(string text) => text.Length <= TextMax ? text.Trim() : text[..TextMax];
}
