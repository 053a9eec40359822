using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// The scripts and texts beside a plan: each executable drill's script is there and tries out the risks that name it;
/// each executable course's text has both languages and a section for each of its teams, and its quiz can be marked.
/// </summary>
internal static class PracticeRules
{
    public static void Check(FaultList faults, EmergencyPlan plan, PlanFiles? files)
    {
        if (files is null) return;
        for (var i = 0; i < plan.Drills.Count; i++)
            if (plan.Drills[i].Executable) CheckDrill(faults, plan, files, plan.Drills[i], $"/drills/{i}");
        for (var i = 0; i < plan.Courses.Count; i++)
            if (plan.Courses[i].Executable) CheckCourse(faults, plan, files, plan.Courses[i], $"/courses/{i}");
    }

    private static void CheckDrill(FaultList faults, EmergencyPlan plan, PlanFiles files, DrillPlan drill, string at)
    {
        var file = $"drills/{drill.Id}.yaml";
        if (Text(faults, files, at, file) is not { } text) return;
        var root = YamlTree.Read(text, new FaultList());
        if (Member(root, "id") is not ScalarNode { Text: { } id } || id != drill.Id)
            faults.Add(at + "/id", "drill-mismatch", $"{file} 的编号不是“{drill.Id}”。",
                $"{file} is not the drill '{drill.Id}'.");
        var risks = Member(root, "risks") is ListNode list
            ? list.Items.OfType<ScalarNode>().Select(one => one.Text).ToHashSet(StringComparer.Ordinal) : [];
        for (var i = 0; i < plan.Risks.Count; i++)
        {
            var risk = plan.Risks[i];
            if (risk.Executable && risk.Drill == drill.Id && !risks.Contains(risk.Id))
                faults.Add($"/risks/{i}/drill", "drill-of-another-risk", $"{file} 不演练风险“{risk.Id}”。",
                    $"{file} does not drill the risk '{risk.Id}'.");
        }
    }

    private static void CheckCourse(FaultList faults, EmergencyPlan plan, PlanFiles files, Course course, string at)
    {
        CheckQuiz(faults, files, course, at);
        var file = $"courses/{course.Id}.md";
        if (Text(faults, files, at, file) is not { } text) return;
        if (CourseText.Read(text) is not { } read)
        {
            faults.Add(at + "/id", "course-malformed", $"{file} 须有标题、“## 中文”和“## English”。",
                $"{file} needs a title, '## 中文' and '## English'.");
            return;
        }

        for (var i = 0; i < course.Teams.Count; i++)
        {
            if (plan.TeamOf(course.Teams[i]) is not { } team || read.Teaches(team.Name)) continue;
            faults.Add($"{at}/teams/{i}", "course-without-team", $"{file} 没有“### {team.Name.Zh}”和“### {team.Name.En}”。",
                $"{file} lacks a section '### {team.Name.Zh}' or '### {team.Name.En}'.");
        }
    }

    private static void CheckQuiz(FaultList faults, PlanFiles files, Course course, string at)
    {
        var file = $"courses/{course.Id}.quiz.yaml";
        if (Text(faults, files, at, file) is not { } text) return;
        foreach (var fault in QuizRules.Check(Quiz.Read(text, file), course.Id))
            faults.Add(at + "/id", fault.Code, $"{file}:{fault.Line} {fault.Pointer}：{fault.Message.Zh}",
                $"{file}:{fault.Line} {fault.Pointer}: {fault.Message.En}");
    }

    private static string? Text(FaultList faults, PlanFiles files, string at, string file)
    {
        var text = files.Read(file);
        if (text is null)
            faults.Add(at + "/id", "file-missing", $"没有文件 {file}。", $"There is no file {file} beside the plan.");
        return text;
    }

    private static DocumentNode? Member(DocumentNode? node, string name) =>
        node is ObjectNode holder ? holder.Members.FirstOrDefault(member => member.Name == name)?.Value : null;
}
