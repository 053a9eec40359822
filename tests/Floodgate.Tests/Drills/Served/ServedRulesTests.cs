using System.Text.Json;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Served;

namespace Floodgate.Tests.Drills.Served;

/// <summary>What may be done to a server that others use.</summary>
public sealed class ServedRulesTests
{
    [Theory]
    [InlineData("process-killed", "watchdog")]
    [InlineData("overload", "options of the node")]
    [InlineData("store-fails", "stores of its own")]
    [InlineData("call-tree", "mail-down")]
    [InlineData("faulty-release", "FLOODGATE_SECRET_ALERTS_ALERTMANAGER")]
    public void Drill_ThatOnlyItsOwnSystemBears_IsHindered(string drill, string why) =>
        Assert.Contains(why, ServedRules.Hinders(Script(drill), hasAlertSecret: false)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("storage-lost")]
    [InlineData("storage-slow")]
    [InlineData("forged-requests")]
    public void Drill_ThatCanBePutRight_IsNot(string drill) =>
        Assert.Null(ServedRules.Hinders(Script(drill), hasAlertSecret: false));

    [Fact]
    public void Alert_WithTheServersSecret_IsNotHindered() =>
        Assert.Null(ServedRules.Hinders(Script("faulty-release"), hasAlertSecret: true));

    [Fact]
    public void Rollback_EndsNoProcessOfOthers_ButTheDrillsIncidents() => Assert.Equal(
        [RollbackStep.StopLoad, RollbackStep.StorageBack, RollbackStep.EndIncidents],
        ServedRules.RollbackOf(Script("storage-slow")));

    [Theory]
    [InlineData("""{"id": "20261123-01", "phase": "Open"}""", "is open there")]
    [InlineData("""{"id": "20261123-01", "phase": "Acknowledged"}""", "is open there")]
    [InlineData(
        """{"id": "20261123-01", "phase": "Resolved", "resolvedAt": "2026-11-23T01:46:00Z"}""", "until 02:01:00 UTC")]
    [InlineData("""{"id": "20261123-01", "phase": "Resolved", "resolvedAt": "2026-11-23T01:44:00Z"}""", null)]
    [InlineData("""{"id": "20261123-01", "phase": "Closed", "resolvedAt": "2026-11-23T01:59:00Z"}""", null)]
    public void Incident_ThatIsOpenOrWouldOpenAgain_Hinders(string incident, string? why)
    {
        using var listed = JsonDocument.Parse(incident);
        var said = ServedRules.Hinders(
            listed.RootElement, new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal(why is null, said is null);
        Assert.Contains(why ?? "", said ?? "", StringComparison.Ordinal);
    }

    private static DrillScript Script(string id) => DrillShelf.Find(id)!.Script!;
}
