using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>The moments of a timeline that stand on the chart.</summary>
internal static class Milestones
{
    private const int PausesMax = 3;

    public static IReadOnlyList<ReviewMark> Of(TimelineReading read)
    {
        var moments = new List<(Entry Entry, BilingualText Text)>();
        Add(read.Opening, "事件开启", "incident open");
        Add(read.FirstSent, "首次呼叫发出", "first page sent");
        Add(read.FirstAnswer, "首次确认", "first acknowledgement");
        Add(read.FirstNotice, "首次公告", "first notice");
        Add(read.CauseFound, "确定原因", "cause found");
        foreach (var pause in read.Pauses.Values.Take(PausesMax))
        {
            Add(pause.Spans[0].From, $"暂停 {pause.Campaign}", $"{pause.Campaign} paused");
            Add(pause.Moved.FirstOrDefault(), $"{pause.Campaign} 恢复推迟", $"return of {pause.Campaign} moved");
            Add(pause.Spans[^1].Until, $"{pause.Campaign} 恢复领取", $"{pause.Campaign} open again");
        }

        Add(read.Restored, "恢复", "restored");
        Add(read.Reopened.FirstOrDefault(), "重新打开", "opened again");
        Add(read.ResolvedBy, "解决", "resolved");
        return
        [
            .. moments.GroupBy(one => one.Entry).OrderBy(group => group.Key.At)
                .Select((group, i) => new ReviewMark(i + 1, group.Key.At, new(
                    string.Join("，", group.Select(one => one.Text.Zh)),
                    string.Join(", ", group.Select(one => one.Text.En))), Citation.Of(group.Key))),
        ];

        void Add(Entry? entry, string zh, string en)
        {
            if (entry is not null) moments.Add((entry, new BilingualText(zh, en)));
        }
    }
}
