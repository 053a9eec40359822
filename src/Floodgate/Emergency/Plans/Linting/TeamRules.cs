using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>Every team has somebody, and somebody else when the first does not answer.</summary>
internal static class TeamRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Teams.Count; i++)
        {
            var (team, at) = (plan.Teams[i], $"/teams/{i}");
            if (team.Primary is null)
                faults.Add(at, "team-without-primary", $"小组“{team.Id}”没有第一责任人。",
                    $"The team '{team.Id}' has no primary.");
            if (team.Deputy is null)
                faults.Add(at, "team-without-deputy", $"小组“{team.Id}”没有副手。", $"The team '{team.Id}' has no deputy.");
            else if (team.Deputy == team.Primary)
                faults.Add(at + "/deputy", "deputy-is-primary", "副手不能是第一责任人本人。", "The deputy is another person.");
            for (var course = 0; course < team.Courses.Count; course++)
                if (plan.Courses.All(one => one.Id != team.Courses[course]))
                    faults.Add($"{at}/courses/{course}", "course-unknown", $"没有课程“{team.Courses[course]}”。",
                        $"There is no course '{team.Courses[course]}'.");
        }

        CheckChannels(faults, plan);
    }

    private static void CheckChannels(FaultList faults, EmergencyPlan plan)
    {
        var kinds = new HashSet<ChannelKind>();
        for (var i = 0; i < plan.Channels.Count; i++)
            if (!kinds.Add(plan.Channels[i].Kind))
                faults.Add($"/channels/{i}/kind", "duplicate", "这种渠道已经写过。", "This kind of channel stands here twice.");
        if (plan.Channels.Count(channel => channel is { IsPersonal: true, Executable: true }) < 2)
            faults.Add("/channels", "channels-too-few", "至少要有两种能找到个人的渠道；群机器人不算。",
                "At least two kinds of channel must reach a person; a group's robot does not.");
    }
}
