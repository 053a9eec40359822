using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>What one person should do next: answer, then what is asked of the commander, then the runbook.</summary>
internal static class NextStep
{
    private static readonly BilingualText Over = new("事件已结束。", "The incident is over.");
    private static readonly BilingualText Quiet = new(
        "现在不需要您操作，请留意变化。", "Nothing for you to do right now; keep watching.");

    public static NextAct For(IncidentReading room)
    {
        if (!room.Line.Live) return new NextAct("over", null, Over);
        if (!room.Answered)
            return new NextAct(
                "acknowledge", null, new("确认收到，停止继续呼叫", "Acknowledge: you have it, the calling stops"));
        if (room.May.Command && room.Returns.FirstOrDefault(one => one.Asked && !one.Confirmed) is { } back)
            return new NextAct("return", back.Campaign, new("确认或顺延恢复时间", "Confirm the return, or extend it"));
        if (Step(room) is { } step)
            return new NextAct(step.Phase == "Approved" ? "approve" : "step", step.Id, step.Name);
        if (room.May.Speak && room.Notice?.OverdueAt <= room.Now)
            return new NextAct("notice", null, new("公告逾期：更新公告", "The public waits: update the notice"));
        if (room.May.End && IsQuiet(room))
            return new NextAct("resolve", null, new("监测已恢复：结束事件", "All signals are clear: resolve the incident"));
        return new NextAct("wait", null, Waiting(room) ?? Quiet);
    }

    /// <summary>The first that waits for this person; one that failed only when none does.</summary>
    private static StepReading? Step(IncidentReading room)
    {
        var mine = room.Steps.Where(step => step.MayTake && step.Missing is null).ToArray();
        return mine.FirstOrDefault(step => step.Phase is "Offered" or "Approved")
            ?? mine.FirstOrDefault(step => step.Phase is "Failed" or "TimedOut");
    }

    private static bool IsQuiet(IncidentReading room) =>
        !room.Line.Firing && room.Returns.Count == 0
        && room.Steps.All(step => step.Phase is not ("Running" or "Undoing" or "Offered" or "Approved"));

    private static BilingualText? Waiting(IncidentReading room)
    {
        if (room.Steps.FirstOrDefault(step => step.Phase is "Running" or "Undoing") is { } running)
            return new($"正在执行：{running.Name.Zh}", $"Running: {running.Name.En}");
        if (room.Steps.FirstOrDefault(step => step.Phase == "Approved") is { } asked)
            return new($"等待另一人批准：{asked.Name.Zh}", $"Waits for a second person: {asked.Name.En}");
        return room.Steps.FirstOrDefault(step => step.Phase == "Offered") is { } other
            ? new($"等待{other.Owner.Zh}：{other.Name.Zh}", $"Waits for {other.Owner.En}: {other.Name.En}") : null;
    }
}
