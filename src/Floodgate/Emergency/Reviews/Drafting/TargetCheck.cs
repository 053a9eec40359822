using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Reviews;

/// <summary>How long things took, against the plan's targets; everything is counted from the breach.</summary>
internal static class TargetCheck
{
    public static IReadOnlyList<ReviewDuration> Of(TimelineReading read, Targets targets) =>
    [
        Row(read, "open", "开启事件", "incident open", read.Opening, targets.OpenSeconds),
        Row(read, "page", "首次呼叫发出", "first page sent", read.FirstSent, targets.PageSeconds),
        Row(read, "acknowledge", "首次确认", "first acknowledgement", read.FirstAnswer, targets.AcknowledgeSeconds),
        Row(read, "notice", "首次公告", "first public notice", read.FirstNotice, targets.NoticeSeconds),
        Row(read, "cause", "确定原因", "cause found", read.CauseFound, targets.CauseMinutes * 60),
        Row(read, "restore", "恢复", "restored", read.Restored, targets.RestoreMinutes * 60),
    ];

    private static ReviewDuration Row(
        TimelineReading read, string id, string zh, string en, Entry? entry, double target)
    {
        // What never happened is late once its time is up; before that nobody can say.
        var elapsed = (read.End - read.Breach).TotalSeconds;
        bool? met = entry is not null ? read.SecondsFromBreach(entry) <= target : elapsed > target ? false : null;
        return new ReviewDuration(
            id, new(zh, en), entry is null ? null : read.SecondsFromBreach(entry), target, met,
            [.. new[] { read.Opening, entry ?? read.Entries[^1] }.Select(Citation.Of).Distinct()]);
    }
}
