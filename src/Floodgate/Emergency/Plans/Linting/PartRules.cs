using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>What is not executable says what is missing, and nothing else does.</summary>
internal static class PartRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        foreach (var (_, pointer, part) in PlanParts.Of(plan))
        {
            if (!part.Executable && part.Missing is null)
                faults.Add(pointer, "missing-unsaid", "不可执行的部分须写明缺少什么（missing）。",
                    "What is not executable says what is missing.");
            else if (part.Executable && part.Missing is not null)
                faults.Add(pointer + "/missing", "missing-unasked", "可执行的部分不写 missing。",
                    "What is executable misses nothing: leave 'missing' out, or say executable: false.");
        }
    }
}
