using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Scripts;

/// <summary>Checks what a drill says as a whole: what it names exists, every fault it makes is put right.</summary>
internal static class DrillLint
{
    private static readonly Dictionary<InjectKind, RollbackStep> PutRight = new()
    {
        [InjectKind.StorageFails] = RollbackStep.StorageBack,
        [InjectKind.StorageSlow] = RollbackStep.StorageBack,
        [InjectKind.NodeLost] = RollbackStep.ClusterBack,
        [InjectKind.NetworkSplit] = RollbackStep.ClusterBack,
        [InjectKind.DatabaseLost] = RollbackStep.ClusterBack,
        [InjectKind.ChannelDown] = RollbackStep.ChannelsBack,
        [InjectKind.Rush] = RollbackStep.StopLoad,
        [InjectKind.Claims] = RollbackStep.StopLoad,
        [InjectKind.ForgedClaims] = RollbackStep.StopLoad,
        [InjectKind.Redemptions] = RollbackStep.StopLoad,
    };

    /// <summary>All faults, without file and line; none means it can be run.</summary>
    public static IReadOnlyList<DocumentFault> Check(DrillScript script)
    {
        var faults = new FaultList();
        CheckNames(faults, script);
        for (var i = 0; i < script.Injects.Count; i++) Check(faults, script, script.Injects[i], $"/injects/{i}");
        for (var i = 0; i < script.Expectations.Count; i++)
            Check(faults, script, script.Expectations[i], $"/expectations/{i}");
        CheckRollback(faults, script);
        return faults.All;
    }

    private static void CheckNames(FaultList faults, DrillScript script)
    {
        var injects = script.Injects.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < script.Expectations.Count; i++)
        {
            if (injects.Contains(script.Expectations[i].Id))
                faults.Add($"/expectations/{i}/id", "duplicate", "与一个注入同名。", "An inject has the same id.");
        }

        foreach (var name in script.Node.Keys)
        {
            if (!name.Contains("__", StringComparison.Ordinal))
                faults.Add("/node/" + name, "option-unknown", "选项写成 Claims__LaneRequestsMax 这样。",
                    "An option is written as Claims__LaneRequestsMax.");
        }
    }

    private static void Check(FaultList faults, DrillScript script, Inject inject, string at)
    {
        DrillMembers.Check(faults, at, inject);
        if (inject.AtSeconds is null == inject.After is null)
            faults.Add(at, "time-unclear", "须写 atSeconds 或 after 之一。", "Say either atSeconds or after.");
        CheckAfter(faults, script, inject.Id, inject.After, at);
        if (IsShadowOnly(script, inject.After) && inject.LatestSeconds is null)
            faults.Add(at + "/latestSeconds", "after-shadow-only", "所等待的仅在影子模式判定，须写 latestSeconds。",
                "What it waits for is judged in shadow mode only: say latestSeconds.");
        CheckTime(faults, script, inject.AtSeconds, at + "/atSeconds");
        CheckTime(faults, script, inject.LatestSeconds, at + "/latestSeconds");
        CheckTime(faults, script, inject.ForSeconds, at + "/forSeconds");
        if (inject.Level is { } level && level is not ("I" or "II" or "III" or "IV"))
            faults.Add(at + "/level", "choice-unknown", "级别为 I、II、III 或 IV。", "A level is I, II, III or IV.");
    }

    private static void Check(FaultList faults, DrillScript script, Expectation expected, string at)
    {
        DrillMembers.Check(faults, at, expected);
        CheckAfter(faults, script, expected.Id, expected.After, at);
        if (IsShadowOnly(script, expected.After) && !expected.ShadowOnly)
            faults.Add(at + "/after", "after-shadow-only", "所等待的仅在影子模式判定，本项也须写 shadowOnly: true。",
                "What it waits for is judged in shadow mode only: say shadowOnly: true here as well.");
        CheckTime(faults, script, expected.WithinSeconds, at + "/withinSeconds");
        CheckTime(faults, script, expected.AtSeconds, at + "/atSeconds");
        if (expected.Where == DrillPlace.Watch && !script.Watch)
            faults.Add(at + "/where", "watch-missing", "本演练没有看门狗（watch: true）。",
                "This drill has no watchdog: say watch: true.");
    }

    /// <summary>Everything waits for one other thing at most, so a circle is found by walking on.</summary>
    private static void CheckAfter(FaultList faults, DrillScript script, string id, string? after, string at)
    {
        var next = after;
        for (var steps = 0; next is not null; steps++)
        {
            if (next == id || steps > script.Injects.Count + script.Expectations.Count)
            {
                faults.Add(at + "/after", "circle", "互相等待。", "They wait for one another.");
                return;
            }

            var inject = script.Injects.FirstOrDefault(one => one.Id == next);
            var expected = script.Expectations.FirstOrDefault(one => one.Id == next);
            if (inject is null && expected is null)
            {
                faults.Add(at + "/after", "after-unknown", $"没有注入或期望“{next}”。",
                    $"There is no inject and no expectation '{next}'.");
                return;
            }

            next = inject?.After ?? expected?.After;
        }
    }

    private static bool IsShadowOnly(DrillScript script, string? after) =>
        script.Expectations.Any(one => one.Id == after && one.ShadowOnly);

    private static void CheckTime(FaultList faults, DrillScript script, decimal? seconds, string at)
    {
        if (seconds > script.Stop.TimeLimitSeconds)
            faults.Add(at, "beyond-time-limit", "超出时限。", "It is beyond the time limit.");
    }

    private static void CheckRollback(FaultList faults, DrillScript script)
    {
        var needed = script.Injects.Where(one => PutRight.ContainsKey(one.Kind)).Select(one => PutRight[one.Kind])
            .Append(RollbackStep.EndProcesses).Distinct();
        foreach (var step in needed.Where(step => !script.Rollback.Contains(step)))
        {
            var words = DocumentShape.Words(step);
            faults.Add("/rollback", "rollback-missing", $"回退中缺少：{words.Zh}。",
                $"The rollback lacks: {words.En} ({DocumentShape.Word(step.ToString())}).");
        }
    }
}
