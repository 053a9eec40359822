using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Reviews;

/// <param name="Kind"><c>topic</c>, <c>incident</c>, <c>review</c>, <c>action</c> or <c>stale</c>.</param>
/// <param name="Subject">What it is about: the id of an incident, an action, a trigger.</param>
internal sealed record AgendaItem(string Kind, string Subject, BilingualText Text);

/// <summary>What a meeting talks about: the plan's topics, then what is open, overdue and stale today.</summary>
internal static class Agenda
{
    private const int ItemsMax = 100;

    public static IReadOnlyList<AgendaItem> Build(
        Meeting? meeting, string incident, ReadinessMaterial known, IReadOnlyList<TriggerState> stale)
    {
        var items = new List<AgendaItem>();
        foreach (var topic in meeting?.Agenda ?? []) items.Add(new AgendaItem("topic", meeting!.Id, topic));
        foreach (var one in known.Incidents.Where(one => one.Phase != Phase.Closed || one.Id == incident))
        {
            var level = DocumentShape.Words(one.Level);
            items.Add(new AgendaItem("incident", one.Id, new(
                $"{one.Id} {one.Title.Zh}（{level.Zh}，{Phases(one.Phase).Zh}）",
                $"{one.Id} {one.Title.En} ({level.En}, {Phases(one.Phase).En})")));
        }

        foreach (var review in known.Reviews.Where(row => row.State != ReviewState.Closed))
            items.Add(new AgendaItem("review", review.Id, new(
                $"复盘 {review.Id} 尚未关闭", $"The review {review.Id} is not closed")));
        foreach (var action in known.Actions.Where(row => row.IsOverdue(known.Today)))
            items.Add(new AgendaItem("action", action.Id, new(
                $"逾期整改项 {action.Id}（{action.Owner}，{action.Due:yyyy-MM-dd}）：{action.Text}",
                $"Overdue action {action.Id} ({action.Owner}, {action.Due:yyyy-MM-dd}): {action.Text}")));
        foreach (var trigger in stale.Where(one => one.State == Freshness.Stale))
            items.Add(new AgendaItem("stale", trigger.Id, new(
                $"预案过时：{trigger.Because.Zh}", $"The plan is stale: {trigger.Because.En}")));
        return [.. items.Take(ItemsMax)];
    }

    private static BilingualText Phases(Phase phase) => phase switch
    {
        Phase.Open => new("未确认", "open"),
        Phase.Acknowledged => new("处置中", "being handled"),
        Phase.Resolved => new("已解决，待复盘", "resolved, to be reviewed"),
        _ => new("已关闭", "closed"),
    };
}

[JsonSerializable(typeof(IReadOnlyList<AgendaItem>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class AgendaJson : JsonSerializerContext
{
    public static string Write(IReadOnlyList<AgendaItem> items) =>
        JsonSerializer.Serialize(items, Default.IReadOnlyListAgendaItem);

    public static IReadOnlyList<AgendaItem> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, Default.IReadOnlyListAgendaItem) ?? [];
}
