using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Reviews;

/// <summary>An entry of a timeline as one line a person reads.</summary>
internal static class EntryWords
{
    public static BilingualText Of(Entry entry, PlanNames names) => entry.Fact switch
    {
        Opened one => new($"事件开启：{one.Title.Zh}（{DocumentShape.Words(one.Level).Zh}）",
            $"Opened: {one.Title.En} ({DocumentShape.Words(one.Level).En})"),
        SignalFired one => Both("越限", "Fired", Named(names.Detector(one.Detector), one.Text)),
        SignalCleared one => Both("恢复正常", "Cleared", Same(one.Key)),
        LevelSet one => new($"级别改为{DocumentShape.Words(one.Level).Zh}：{Cut(one.Why)}",
            $"Level set to {DocumentShape.Words(one.Level).En}: {Cut(one.Why)}"),
        CauseSet one => Both("原因", "Cause", names.Cause(one.Cause)),
        RoleTaken one => new($"{one.Person} 担任 {one.Role}", $"{one.Person} is {one.Role}"),
        EstimateSet one => new($"预计修复 {ReviewWords.Clock(one.RepairedAt)}（{one.Source}）",
            $"Repair expected {ReviewWords.Clock(one.RepairedAt)} ({one.Source})"),
        PublicStatusSet one => new($"对外状态：{one.Status}", $"Public status: {one.Status}"),
        Said one => Both("发言", "Said", Same(one.Text)),
        Observed one => Both("记录", "Noted", Same(one.Text)),
        TaskGiven one => Both("任务", "Task", Same($"{one.Owner}: {one.Text}")),
        TaskDone one => Both("任务完成", "Task done", Same(one.Task)),
        LossCounted one => new(
            $"损失：{one.Minutes:0.#} 分钟，{one.People:N0} 人，少发 {one.Vouchers:N0} 张",
            $"Loss: {one.Minutes:0.#} minutes, {one.People:N0} people, {one.Vouchers:N0} vouchers not issued"),
        Unanswered one => new(
            $"服务器停止，{ReviewWords.Span(one.Until - one.From).Zh} 内来的人不在统计之内",
            $"No server ran: whoever came within {ReviewWords.Span(one.Until - one.From).En} is not counted"),
        Joined one => Both("并入", "Goes on in", Same(one.Into)),
        Resolved one => Both("解决", "Resolved", Same(one.Summary)),
        Reopened one => Both("重新打开", "Opened again", Same(one.Why)),
        Closed one => Both("关闭，复盘", "Closed, review", Same(one.Review)),
        var fact => OfCall(fact, names) ?? OfStep(fact, names) ?? OfNotice(fact) ?? Same(fact.GetType().Name),
    };

    private static BilingualText? OfCall(Fact fact, PlanNames names) => fact switch
    {
        PageStarted one => Both("开始呼叫", "Calling", names.Team(one.Team)),
        PageStepped one => new($"{names.Team(one.Team).Zh}第 {one.Step + 1} 步：{Who(one.People)}",
            $"{names.Team(one.Team).En}, step {one.Step + 1}: {Who(one.People)}"),
        PageExhausted one => Both("呼叫用尽", "Calls used up", names.Team(one.Team)),
        SendBegun one => new($"发给 {one.Person}，第 {one.Channel + 1} 渠道",
            $"To {one.Person} on channel {one.Channel + 1}"),
        GroupSendBegun one => Both("通知群", "Telling the group", Same(one.Group)),
        GroupSendEnded { Fault: null } => new("群已收到", "The group was told"),
        GroupSendEnded one => Both("群消息失败", "The group was not told", Same(one.Fault!)),
        SendEnded { Fault: null } => new("渠道已接收", "The channel took it"),
        SendEnded one => Both("发送失败", "Send failed", Same(one.Fault!)),
        PersonUnreached one => new($"{one.Person} 未接通", $"{one.Person} was not reached"),
        Acknowledged one => new($"{one.Person} 确认（{one.Via}）", $"{one.Person} acknowledged ({one.Via})"),
        _ => null,
    };

    private static BilingualText? OfStep(Fact fact, PlanNames names) => fact switch
    {
        StepOffered one => Both("待执行", "Offered", names.Step(one.Step)),
        StepHeld one => Both("等待服务器", "Waits for the server", names.Step(one.Step)),
        StepApproved { Undo: true } one => Both("申请撤销", "Undo asked for", names.Step(one.Step)),
        StepApproved one => Both("已批准", "Approved", names.Step(one.Step)),
        StepBegun one => Both(one.Undo ? "撤销" : "执行", one.Undo ? "Undoing" : "Begun", names.Step(one.Step)),
        StepEnded one => new($"{Ends(one.End).Zh}：{names.Step(one.Step).Zh}：{Cut(one.Text)}",
            $"{Ends(one.End).En}: {names.Step(one.Step).En}: {Cut(one.Text)}"),
        _ => null,
    };

    private static BilingualText? OfNotice(Fact fact) => fact switch
    {
        NoticeDrafted one => Both("公告起草", "Notice drafted", one.Text.Title),
        NoticePublished one => new($"公告发布，第 {one.Version} 版", $"Notice published, version {one.Version}"),
        NoticeWithdrawn => new("公告撤回", "Notice withdrawn"),
        UpdateOverdue => new("公告更新逾期", "Public update overdue"),
        ReturnAnnounced one => new($"{one.Campaign} 暂停，公布 {ReviewWords.Clock(one.At)} 恢复",
            $"{one.Campaign} paused, return announced for {ReviewWords.Clock(one.At)}"),
        ReturnAsked one => Both("请指挥确认恢复", "Commander asked to confirm", Same(one.Campaign)),
        ReturnConfirmed one => Both("恢复已确认", "Return confirmed", Same(one.Campaign)),
        ReturnMoved one => new($"{one.Campaign} 恢复推迟到 {ReviewWords.Clock(one.At)}：{Cut(one.Why)}",
            $"{one.Campaign} returns {ReviewWords.Clock(one.At)} instead: {Cut(one.Why)}"),
        ReturnKept { By: { Length: > 0 } by } one => new(
            $"{by} 恢复 {one.Campaign} 的领取，不再等待公布的恢复时间",
            $"{by} resumed {one.Campaign}; the announced return is no longer awaited"),
        ReturnKept one => Both("恢复领取", "Claims open again", Same(one.Campaign)),
        ReturnLeft one => new(
            $"{one.By} 接手 {one.Campaign} 的暂停，不再等待公布的恢复时间",
            $"{one.By} took the pause of {one.Campaign} over; the announced return is no longer awaited"),
        _ => null,
    };

    private static BilingualText Ends(StepEnd end) => end switch
    {
        StepEnd.Done => new("完成", "Done"),
        StepEnd.Failed => new("失败", "Failed"),
        StepEnd.TimedOut => new("超时", "Timed out"),
        StepEnd.Skipped => new("跳过", "Skipped"),
        _ => new("已撤销", "Undone"),
    };

    private static string Who(IReadOnlyList<string> people) => people.Count == 0 ? "–" : string.Join(", ", people);

    private static BilingualText Named(BilingualText name, string text) =>
        new($"{name.Zh}，{Cut(text)}", $"{name.En}, {Cut(text)}");

    private static BilingualText Both(string zh, string en, BilingualText what) =>
        new($"{zh}：{Cut(what.Zh)}", $"{en}: {Cut(what.En)}");

    private static BilingualText Same(string text) => new(text, text);

    private static string Cut(string text) => ReviewWords.Cut(text, 200);
}
