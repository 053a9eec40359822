using System.Globalization;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>A public word that the plan sends by itself is out this long before its time limit.</summary>
    private static readonly TimeSpan NoticeHeadStart = TimeSpan.FromSeconds(20);

    /// <summary>An action or a person drafted a notice; service staff see it before the public.</summary>
    public void Draft(Incident incident, string actor, NoticeText text)
    {
        var first = PlanOf(incident).Rhythm.ServiceFirstSeconds;
        Emit(incident, actor, new NoticeDrafted(text, now.AddSeconds(first)));
        PublishDue(incident);
    }

    public void Withdraw(Incident incident, string actor)
    {
        if (incident.Notice is not null) Emit(incident, actor, new NoticeWithdrawn());
    }

    /// <summary>The template filled with what is known now.</summary>
    public static NoticeText Fill(Incident incident, EmergencyPlan plan, NoticeTemplate template, DateTimeOffset now)
    {
        var returns = incident.Returns.Values.Select(one => (DateTimeOffset?)one.At).Max()
            ?? incident.RepairedAt?.AddMinutes(plan.Repair.MarginMinutes)
            ?? now.AddMinutes(plan.Repair.MoveReturnMinutes);
        var by = now.AddMinutes(plan.LevelOf(incident.Level).UpdateEveryMinutes);
        var effect = incident.Begun.Effect;
        BilingualText In(BilingualText text) => new(
            NoticePlaceholders.Fill(text.Zh, Values(template.What.Zh, effect.Zh, incident, returns, by)),
            NoticePlaceholders.Fill(text.En, Values(template.What.En, effect.En, incident, returns, by)));
        return new NoticeText(
            template.Id, In(template.Title), In(template.Text), In(template.Short), In(template.Say), returns,
            [.. incident.Campaigns]);
    }

    private static Dictionary<string, string> Values(
        string what, string effect, Incident incident, DateTimeOffset returns, DateTimeOffset by) =>
        new(StringComparer.Ordinal)
        {
            ["what"] = what,
            ["effect"] = effect,
            ["returnAt"] = Local(returns),
            ["since"] = Local(incident.Begun.Since),
            ["updateBy"] = Local(by),
            ["campaign"] = string.Join(", ", incident.Campaigns),
            ["link"] = "/status",
        };

    /// <summary>The public reads the clock on the wall: China's, as the plan's times are.</summary>
    private static string Local(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(8))
        .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private void DraftFirstNotice(Incident incident)
    {
        if (FirstNoticeDue(incident) is not { } due || due > now) return;
        if (RiskOf(incident)?.Notice is not { } id || PlanOf(incident).NoticeOf(id) is not { } template) return;
        Draft(incident, "plan", Fill(incident, PlanOf(incident), template, now));
    }

    private DateTimeOffset? FirstNoticeDue(Incident incident)
    {
        var level = LevelOf(incident);
        if (!level.NoticeAutomatic || RiskOf(incident)?.Notice is null || !view.AutomationOn) return null;
        if (incident.Timeline.Any(entry => entry.Fact is NoticeDrafted && entry.At >= incident.BegunAt)) return null;
        var within = TimeSpan.FromSeconds(level.FirstNoticeSeconds);
        return incident.BegunAt + (within > 2 * NoticeHeadStart ? within - NoticeHeadStart : within / 2);
    }

    private void PublishDue(Incident incident)
    {
        if (incident.Notice is { } notice && notice.PublishedVersion < notice.Version && notice.PublicAt <= now)
            Emit(incident, "plan", new NoticePublished(notice.Version));
        if (OverdueDue(incident) is { } due && due <= now) Emit(incident, "plan", new UpdateOverdue());
    }

    private DateTimeOffset? OverdueDue(Incident incident) =>
        incident.IsLive && incident.Notice is { PublishedAt: { } at, OverdueSaid: false }
            ? at.AddMinutes(PlanOf(incident).Rhythm.OverdueMinutes)
            : null;

    private IEnumerable<DateTimeOffset> PublishDues(Incident incident)
    {
        if (incident.Notice is { } notice && notice.PublishedVersion < notice.Version) yield return notice.PublicAt;
        if (OverdueDue(incident) is { } overdue) yield return overdue;
    }

    private IEnumerable<DateTimeOffset> NoticeDues(Incident incident)
    {
        if (FirstNoticeDue(incident) is { } due) yield return due;
    }
}
