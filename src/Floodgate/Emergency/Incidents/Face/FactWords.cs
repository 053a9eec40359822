using System.Globalization;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>An entry of the timeline as people read it. Ids become the plan's and the contacts' names.</summary>
internal sealed class FactWords(
    EmergencyPlan plan, Func<string, string> nameOf, Func<string, BilingualText> stepOf,
    Func<string, string> receiverOf)
{
    public TimelineLine Line(Entry entry)
    {
        var (kind, words, evidence) = Of(entry.Fact);
        var key = $"{entry.Origin}/{entry.Sequence.ToString(CultureInfo.InvariantCulture)}";
        return new TimelineLine(key, entry.At, Actor(entry.Actor), kind, words, evidence);
    }

    public BilingualText Actor(string actor)
    {
        var colon = actor.IndexOf(':', StringComparison.Ordinal);
        var (kind, id) = colon < 0 ? (actor, "") : (actor[..colon], actor[(colon + 1)..]);
        return kind switch
        {
            "plan" => new("预案", "The plan"),
            "person" => Same(nameOf(id)),
            "detector" => plan.Detectors.FirstOrDefault(one => one.Id == id)?.Name ?? Same(id),
            "channel" => new("通知渠道", "Channel"),
            _ => Same(actor),
        };
    }

    public BilingualText Team(string id) => plan.TeamOf(id)?.Name ?? Same(id);

    private (string Kind, BilingualText Words, string? Evidence) Of(Fact fact) => fact switch
    {
        Opened one => ("state", Join("事件开启，级别 ", "Opened at level ", one.Level.ToString()), null),
        SignalFired one => ("signal", Join("监测越限：", "Fired: ", Detector(one)), one.Text),
        SignalCleared one => ("signal", Join("监测恢复：", "Clear again: ", one.Key), Number(one.Value)),
        LevelSet one => ("state", Join("级别改为 ", "Level set to ", one.Level.ToString()), one.Why),
        CauseSet one => ("state", Join("原因确定为 ", "Cause set to ", Cause(one.Cause)), null),
        RoleTaken one => ("people", Join(
            $"{nameOf(one.Person)} 担任 ", $"{nameOf(one.Person)} is now ", Role(one.Role)), null),
        EstimateSet one => ("state", Join("预计修复 ", "Repair expected at ", At(one.RepairedAt)), null),
        PublicStatusSet one => ("notice", Join("公开状态：", "Public status: ", Status(one.Status)), null),
        Said one => ("talk", Same(one.Text), null),
        Observed one => ("signal", new("记录", "Noted"), one.Text),
        TaskGiven one => ("task", Join(
            $"任务交给 {Owner(one.Owner).Zh}：", $"Task for {Owner(one.Owner).En}: ", one.Text), At(one.Due)),
        TaskDone => ("task", new("任务完成", "Task done"), null),
        LossCounted one => ("state", Loss(one), null),
        Resolved one => ("state", new("事件结束", "Resolved"), one.Summary),
        Reopened one => ("state", new("事件重新开启", "Opened again"), one.Why),
        Unanswered one => ("state", new(
            $"服务器停止 {Minutes(one)} 分钟，此间来的人没有得到答复，不在统计之内",
            $"No server ran for {Minutes(one)} minutes: whoever came then got no answer and is not counted"), null),
        Joined one => ("state", Join("与另一事件同源，并入 ", "The same trouble as another, goes on in ", one.Into), null),
        Closed => ("state", new("复盘完成，事件归档", "Reviewed and closed"), null),
        _ => OfWork(fact),
    };

    private (string Kind, BilingualText Words, string? Evidence) OfWork(Fact fact) => fact switch
    {
        PageStarted one => ("people", Join("开始呼叫", "Calling ", Team(one.Team)), null),
        PageStepped one => ("people", Join("呼叫 ", "Called ", Names(one.People)), Team(one.Team).En),
        PageExhausted one => ("people", Join("无人应答：", "Nobody answered: ", Team(one.Team)), null),
        SendBegun one => ("people", Join("正在联系 ", "Reaching for ", nameOf(one.Person)), null),
        SendEnded { Fault: null } one => ("people", Join("消息已送出：", "Sent to ", receiverOf(one.Message)), null),
        SendEnded one => ("people", Join("发送失败：", "Sending failed: ", receiverOf(one.Message)), one.Fault),
        GroupSendBegun one => ("people", Join("通知群：", "Telling the group ", one.Group), Team(one.Team).En),
        GroupSendEnded { Fault: null } => ("people", new("群已收到", "The group was told"), null),
        GroupSendEnded one => ("people", new("群消息发送失败", "The group was not told"), one.Fault),
        StepHeld one => ("step", Join("等待服务器：", "Waits for the server: ", stepOf(one.Step)), one.Why),
        PersonUnreached one => ("people", Join("联系不上 ", "Not reached: ", nameOf(one.Person)), null),
        Acknowledged one => ("people", Join("已确认：", "Acknowledged: ", nameOf(one.Person)), null),
        StepOffered one => ("step", Join("等待执行：", "Up next: ", stepOf(one.Step)), null),
        StepApproved { Undo: true } one => ("step", Join(
            "申请撤销，等待另一人批准：", "Undo asked for, a second person approves: ", stepOf(one.Step)), null),
        StepApproved one => ("step", Join(
            "申请执行，等待另一人批准：", "Asked for, a second person approves: ", stepOf(one.Step)), null),
        StepBegun one => ("step", Join(one.Undo ? "开始撤销：" : "开始执行：", one.Undo ? "Undoing: " : "Started: ",
            stepOf(one.Step)), null),
        StepEnded one => ("step", Join(Ended(one.End).Zh + "：", Ended(one.End).En + ": ", stepOf(one.Step)), one.Text),
        NoticeDrafted one => ("notice", Join("公告已起草，客服先看到：", "Notice drafted, service staff see it first: ",
            one.Text.Title), null),
        NoticePublished => ("notice", new("公告已发布", "The notice is public"), null),
        NoticeWithdrawn => ("notice", new("公告已撤下", "The notice was withdrawn"), null),
        UpdateOverdue => ("notice", new("公告更新逾期", "The public update is overdue"), null),
        ReturnAnnounced one => ("return", Join(
            $"{one.Campaign} 暂停，预计恢复 ", $"{one.Campaign} paused, back at ", At(one.At)), null),
        ReturnAsked one => ("return", Join("请指挥确认恢复时间：", "The commander is asked to confirm the return: ",
            one.Campaign), null),
        ReturnConfirmed one => ("return", Join("恢复时间已确认：", "Return confirmed: ", one.Campaign), null),
        ReturnMoved one => ("return", Join(
            $"{one.Campaign} 恢复顺延至 ", $"{one.Campaign}: return moved to ", At(one.At)), one.Why),
        ReturnKept { By: { } by } one => ("return", ByHand(one.Campaign, by), null),
        ReturnKept one => ("return", Join("已恢复领取：", "Claims are open again: ", one.Campaign), null),
        ReturnLeft one => ("return", new(
            $"{nameOf(one.By)} 已接手 {one.Campaign} 的暂停，不再等待公布的恢复时间",
            $"{nameOf(one.By)} took the pause of {one.Campaign} over; the announced return is no longer awaited"),
            null),
        _ => ("state", Same(fact.GetType().Name), null),
    };

    /// <summary>Of two people who agreed, both are named.</summary>
    private BilingualText ByHand(string campaign, string by)
    {
        var who = string.Join(" + ", by.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(nameOf));
        return who.Length == 0
            ? new($"{campaign} 已不再暂停，不再等待公布的恢复时间",
                $"{campaign} is not paused any more; the announced return is no longer awaited")
            : new($"{who} 已恢复 {campaign} 的领取，不再等待公布的恢复时间",
                $"{who} resumed {campaign}; the announced return is no longer awaited");
    }

    public BilingualText Owner(string id) => plan.TeamOf(id)?.Name ?? Same(nameOf(id));

    public static BilingualText Same(string text) => new(text, text);

    private BilingualText Detector(SignalFired fired) =>
        plan.Detectors.FirstOrDefault(one => one.Id == fired.Detector)?.Name ?? Same(fired.Key);

    private BilingualText Cause(string id) => plan.Risks.SelectMany(risk => risk.Response.Causes)
        .FirstOrDefault(cause => cause.Id == id)?.Name ?? Same(id);

    private BilingualText Role(string role) => role switch
    {
        "commander" => new("指挥", "commander"),
        "scribe" => new("记录员", "scribe"),
        "speaker" => new("发言人", "speaker"),
        _ => Team(role),
    };

    private string Names(IEnumerable<string> people) => string.Join(", ", people.Select(nameOf));

    private static BilingualText Status(PublicStatus status) => status switch
    {
        PublicStatus.Investigating => new("调查中", "investigating"),
        PublicStatus.Identified => new("已确定原因", "identified"),
        PublicStatus.Monitoring => new("观察中", "monitoring"),
        PublicStatus.Resolved => new("已恢复", "resolved"),
        _ => new("复盘", "postmortem"),
    };

    private static BilingualText Ended(StepEnd end) => end switch
    {
        StepEnd.Done => new("完成", "Done"),
        StepEnd.Failed => new("失败", "Failed"),
        StepEnd.TimedOut => new("超时", "Ran out of time"),
        StepEnd.Skipped => new("跳过", "Skipped"),
        _ => new("已撤销", "Undone"),
    };

    private static string Minutes(Unanswered one) => (one.Until - one.From).TotalMinutes.ToString("0.#", Plain);

    private static BilingualText Loss(LossCounted one)
    {
        var (zh, en) = one.UnansweredMinutes is { } gap
            ? ($"；另有 {gap.ToString("0.#", Plain)} 分钟服务器停止，此间来的人未计入",
                $"; for {gap.ToString("0.#", Plain)} of the minutes no server ran, who came then is not counted")
            : ("", "");
        var (money, people) = (Amount(one.Subsidy), (one.Exact ? "" : "≈") + one.People.ToString("N0", Plain));
        return new(
            $"损失统计{(one.Final ? "（恢复一小时后）" : "")}：{one.Minutes.ToString("0.#", Plain)} 分钟，" +
            $"{people} 人未领到，少发 {one.Vouchers.ToString("N0", Plain)} 张{money}{zh}",
            $"Loss{(one.Final ? " an hour after the return" : "")}: {one.Minutes.ToString("0.#", Plain)} minutes, " +
            $"{people} people without a voucher, {one.Vouchers.ToString("N0", Plain)} not issued{money}{en}");
    }

    private static string Amount(Money? money) => money is { } one
        ? $" ({(one.Amount / 100m).ToString("N2", Plain)} {one.Currency})" : "";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static string? Number(decimal? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Times in words are China's, as those of the notices.</summary>
    private static string At(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static BilingualText Join(string zh, string en, string rest) => new(zh + rest, en + rest);

    private static BilingualText Join(string zh, string en, BilingualText rest) => new(zh + rest.Zh, en + rest.En);
}
