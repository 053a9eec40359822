using Floodgate.Emergency.Reviews.Face;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Readiness;

internal enum AreaState { Good, Bad, Unknown }

/// <summary>One side of readiness in a word; what nobody can know is unknown, never good.</summary>
/// <param name="Anchor">Where the page says more.</param>
internal sealed record ReadinessArea(string Anchor, BilingualText Name, AreaState State, BilingualText Says)
{
    public string Tone => State switch { AreaState.Good => "a-good", AreaState.Bad => "a-bad", _ => "a-unknown" };

    /// <summary>A tick, a bar, a question: the state for eyes that do not see the colour.</summary>
    public string Mark => State switch
    {
        AreaState.Good => "M3 8.5 6.5 12 13 4.5",
        AreaState.Bad => "M8 3V9.5M8 12.5V13",
        _ => "M5.5 5.5A2.5 2.5 0 1 1 8 8.5V10M8 12.5V13",
    };

    public static IReadOnlyList<ReadinessArea> Of(ReadinessReading board)
    {
        var stale = board.Triggers.Count(one => one.State == "Stale");
        var late = board.Actions.Count(one => one.DaysLate > 0);
        return
        [
            Of("fresh", new("预案", "Plan"), stale, new("未过时", "not stale"),
                new($"{stale} 处过时", $"stale, {stale} causes")),
            Of("actions", new("整改", "Actions"), late,
                new($"{board.Actions.Count} 项未完成", $"{board.Actions.Count} open"),
                new($"{late} 项逾期", $"{late} late")),
            Late("dues", new("复盘", "Reviews"), board.Reviews.Count, board.Reviews.Count(one => one.Overdue)),
            Late("dues", new("会议", "Meetings"), board.Meetings.Count, board.Meetings.Count(one => one.Overdue)),
            Cadence("drills", new("演练", "Drills"), board.Drills),
            Cadence("courses", new("培训", "Courses"), board.Courses),
            board.Gaps is not { } gaps ? Unknown("people", new("值班", "On call"))
                : Of("people", new("值班", "On call"), gaps.Count, new("14 天无空档", "14 days covered"),
                    new($"{gaps.Count} 处空档", $"{gaps.Count} gaps")),
            Reach(board.Reached),
            board.Untrained is not { } untrained ? Unknown("untrained", new("值班培训", "Duty training"))
                : Of("untrained", new("值班培训", "Duty training"), untrained.Count, new("都已受训", "all trained"),
                    new($"{untrained.Count} 人未受训", $"{untrained.Count} not trained")),
        ];
    }

    private static ReadinessArea Reach(IReadOnlyList<ReachReading>? reached)
    {
        var name = new BilingualText("可达", "Reached");
        if (reached is null) return Unknown("people", name);
        var bad = reached.Count(one => one.Good != true);
        return Of("people", name, bad, new($"{reached.Count} 个渠道", $"{reached.Count} channels"),
            new($"{bad} 个未通过", $"{bad} not proved"));
    }

    private static ReadinessArea Cadence(string anchor, BilingualText name, IReadOnlyList<CadenceReading> items)
    {
        var bad = items.Count(one => one.Overdue || one.Good == false);
        return items.Count == 0 ? new(anchor, name, AreaState.Unknown, new("尚无可执行", "none yet"))
            : Of(anchor, name, bad, new($"{items.Count} 项按时", $"{items.Count} in time"),
                new($"{bad} 项逾期或未过", $"{bad} late or failed"));
    }

    private static ReadinessArea Late(string anchor, BilingualText name, int all, int late) => Of(
        anchor, name, late, all == 0 ? new("没有待办", "none due") : new($"{all} 项待办", $"{all} to come"),
        new($"{late} 项逾期", $"{late} overdue"));

    private static ReadinessArea Unknown(string anchor, BilingualText name) =>
        new(anchor, name, AreaState.Unknown, new("未知", "not known"));

    private static ReadinessArea Of(
        string anchor, BilingualText name, int bad, BilingualText good, BilingualText worse) =>
        new(anchor, name, bad == 0 ? AreaState.Good : AreaState.Bad, bad == 0 ? good : worse);
}
