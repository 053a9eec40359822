using Floodgate.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>What actions are asked in tests.</summary>
internal static class Requests
{
    public static ActionRequest Of(string step, params (string Name, string Value)[] inputs) => new(
        "inc-1", $"inc-1.{step}.1", inputs.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
        TestPlan.Plan, "plan", [], RoomWorld.Start.AddHours(1), _ => throw new InvalidOperationException("no notice"))
    {
        Step = step,
        Title = TestPlan.Text("storage is away"),
    };
}
