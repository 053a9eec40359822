using System.Globalization;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>Every step does something that exists, with the inputs it asks for, and somebody may approve it.</summary>
internal static class RunbookRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Runbooks.Count; i++)
        {
            var runbook = plan.Runbooks[i];
            for (var step = 0; step < runbook.Steps.Count; step++)
                Check(faults, plan, runbook, step, $"/runbooks/{i}/steps/{step}");
        }
    }

    private static void Check(FaultList faults, EmergencyPlan plan, Runbook runbook, int place, string at)
    {
        var step = runbook.Steps[place];
        faults.MustBeTeam(plan, at + "/owner", step.Owner);
        faults.MustBeRoles(at + "/approvers", step.Approvers);
        if (step.Mode is StepMode.OneClick or StepMode.TwoPerson && step.Approvers.Count == 0)
            faults.Add(at, "step-without-approver", $"步骤“{step.Id}”没有人可以批准。",
                $"Nobody may approve the step '{step.Id}'.");
        if ((step.Mode == StepMode.Manual) != (step.Action == "manual"))
            faults.Add(at + "/action", "action-not-of-mode", "人工步骤的动作为 manual，其他步骤不能是。",
                "A manual step's action is 'manual', and no other step's is.");
        if (step.Mode == StepMode.Manual && step.How is null)
            faults.Add(at, "step-without-how", "人工步骤须写明做法。", "A manual step says how it is done.");
        if (step.Condition is { } condition) CheckCondition(faults, plan, runbook, place, condition, at + "/condition");
        CheckAction(faults, plan, step, at);
    }

    private static void CheckAction(FaultList faults, EmergencyPlan plan, RunbookStep step, string at)
    {
        if (ActionCatalogue.Find(step.Action) is not { } action)
        {
            // A step that waits for later software may name the action it waits for.
            if (step.Executable)
                faults.Add(at + "/action", "action-unknown", $"没有动作“{step.Action}”。",
                    $"There is no action '{step.Action}'.");
            return;
        }

        if (step.Executable && !action.Built)
            faults.Add(at + "/action", "action-not-built",
                $"软件还不支持动作“{step.Action}”，请写 executable: false 和 missing。",
                $"The action '{step.Action}' is not built yet: write executable: false and what is missing.");
        if (step.Undo is { } undo && undo != action.UndoneBy)
            faults.Add(at + "/undo", "undo-wrong", action.UndoneBy is null ? "这个动作不能撤销。" : $"只能由 {action.UndoneBy} 撤销。",
                action.UndoneBy is null ? "Nothing undoes this action." : $"It is undone by '{action.UndoneBy}' only.");
        foreach (var input in action.Inputs)
            if (input.Required && step.Input(input.Name) is null)
                faults.Add(at, "input-missing", $"缺少输入 {input.Name}（{input.Words.Zh}）。",
                    $"The input '{input.Name}' ({input.Words.En}) is missing.");
        foreach (var (name, value) in step.Inputs)
        {
            if (action.Input(name) is not { } input)
                faults.Add($"{at}/inputs/{name}", "input-unknown", $"动作 {action.Name} 没有这个输入。",
                    $"The action '{action.Name}' has no such input.");
            else if (!Fits(plan, input, value))
                faults.Add($"{at}/inputs/{name}", "input-malformed",
                    $"须为{Expected(input).Zh}。", $"Must be {Expected(input).En}.");
        }

        if (step.Inputs.TryGetValue("scope", out var scope) && scope != "campaign" && step.Input("target") is null)
            faults.Add(at, "input-missing", "范围不是整个活动时须写 target。", "A scope below the campaign needs 'target'.");
    }

    private static bool Fits(EmergencyPlan plan, ActionInput input, string value) => input.Kind switch
    {
        InputKind.Count => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= input.Min && number <= input.Max,
        InputKind.Flag => value is "true" or "false",
        InputKind.OneOf => input.Choices.Contains(value, StringComparer.Ordinal),
        InputKind.Notice => plan.NoticeOf(value) is not null,
        InputKind.Team => plan.TeamOf(value) is not null,
        InputKind.Detector => plan.Detectors.Any(detector => detector.Id == value),
        InputKind.Id => value.Length <= 64 && value.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign)
            || sign == '-'),
        _ => true,
    };

    private static Foundation.BilingualText Expected(ActionInput input)
    {
        if (input.Choices.Count == 0)
            return input.Kind == InputKind.Count
                ? new($"{input.Min} 到 {input.Max} 的整数", $"a whole number from {input.Min} to {input.Max}")
                : DocumentShape.Words(input.Kind);
        var list = string.Join(", ", input.Choices);
        return new($"其中之一：{list}", $"one of: {list}");
    }

    private static void CheckCondition(
        FaultList faults, EmergencyPlan plan, Runbook runbook, int place, StepCondition condition, string at)
    {
        if (condition.StepFailed is { } failed && runbook.Steps.Take(place).All(step => step.Id != failed))
            faults.Add(at + "/stepFailed", "step-unknown", $"前面没有步骤“{failed}”。", $"No earlier step is '{failed}'.");
        CheckDetector(faults, plan, condition.DetectorFires, at + "/detectorFires");
        CheckDetector(faults, plan, condition.DetectorClear, at + "/detectorClear");
    }

    private static void CheckDetector(FaultList faults, EmergencyPlan plan, string? id, string at)
    {
        if (id is not null && plan.Detectors.All(detector => detector.Id != id))
            faults.Add(at, "detector-unknown", $"没有监测项“{id}”。", $"There is no detector '{id}'.");
    }
}
