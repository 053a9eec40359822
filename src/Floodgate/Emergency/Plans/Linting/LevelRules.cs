using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>Four levels in their order and colours, each with people who are called in time.</summary>
internal static class LevelRules
{
    private const int StepSecondsMin = 15;
    private const int AutomaticNoticeSecondsMax = 60;

    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Levels.Count; i++)
        {
            var (level, at) = (plan.Levels[i], $"/levels/{i}");
            if ((int)level.Id != i)
                faults.Add(at + "/id", "level-order", "级别须依次为 I、II、III、IV。",
                    "Levels stand in the order I, II, III, IV.");
            if ((int)level.Colour != (int)level.Id)
                faults.Add(at + "/colour", "level-colour", "颜色须为 I 红、II 橙、III 黄、IV 蓝。",
                    "I is red, II orange, III yellow, IV blue.");
            faults.MustBeRoles(at + "/declare", level.Declare);
            faults.MustBeRoles(at + "/raise", level.Raise);
            faults.MustBeRoles(at + "/lower", level.Lower);
            faults.MustBeRoles(at + "/end", level.End);
            faults.MustBeTeam(plan, at + "/command", level.Command);
            if (level.NoticeAutomatic && level.FirstNoticeSeconds > AutomaticNoticeSecondsMax)
                faults.Add(at + "/firstNoticeSeconds", "notice-too-late",
                    $"自动公告须在 {AutomaticNoticeSecondsMax} 秒内。",
                    $"A notice that goes out by itself goes out within {AutomaticNoticeSecondsMax} s.");
            CheckPage(faults, plan, level, at + "/page");
        }
    }

    private static void CheckPage(FaultList faults, EmergencyPlan plan, Level level, string at)
    {
        var page = level.Page;
        faults.MustBeTeams(plan, at + "/teams", page.Teams);
        var smallest = page.Teams.Select(plan.TeamOf).OfType<Team>().Select(team => team.Everyone.Count())
            .DefaultIfEmpty(int.MaxValue).Min();
        if (page.AcknowledgementsNeeded > smallest)
            faults.Add(at + "/acknowledgementsNeeded", "acknowledgements-impossible", $"有的小组只有 {smallest} 人。",
                $"A team that is paged has only {smallest} people.");
        if (level.Id == ResponseLevel.I && !page.BypassesQuiet)
            faults.Add(at + "/bypassesQuiet", "quiet-at-level-one", "Ⅰ级呼叫不受免打扰限制。",
                "A page of level I passes quiet rules.");
        for (var i = 0; i < page.Steps.Count; i++)
        {
            var (step, here) = (page.Steps[i], $"{at}/steps/{i}");
            var least = i == 0 ? 0 : Math.Max(StepSecondsMin, page.Steps[i - 1].AfterSeconds + 1);
            if (i == 0 ? step.AfterSeconds != 0 : step.AfterSeconds < least)
                faults.Add(here + "/afterSeconds", "step-time", i == 0 ? "第一步为 0 秒。" : $"不能早于 {least} 秒。",
                    i == 0 ? "The first step is at once: 0." : $"Must be at {least} s or later.");
            if (step.To == PageTarget.Person && step.Person is null) faults.Missing(here, "人员", "a person");
            if (step.To != PageTarget.Person)
                faults.Unused(here + "/person", step.Person is not null, "对象不是指定的人", "A step to a team");
        }
    }
}
