using Floodgate.Emergency.Incidents;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class RoomSwitchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Switch_StaysAsItWasSet_WithWhoAndWhy()
    {
        Assert.True(Open().AutomationOn);
        Assert.True(Open().Turn(new SwitchTurn(On: false, "li", "false alarms", RoomWorld.Start)));
        var again = Open();
        Assert.False(again.AutomationOn);
        Assert.Equal(("li", "false alarms"), (again.Turns[0].Who, again.Turns[0].Why));
        Assert.False(again.Turn(new SwitchTurn(On: false, "wang", "again", RoomWorld.Start)));
        Assert.True(again.Turn(new SwitchTurn(On: true, "wang", "over", RoomWorld.Start)));
        Assert.Equal(["wang", "li"], Open().Turns.Select(one => one.Who));
    }

    /// <summary>Nobody knows how it stood: nothing is done without people.</summary>
    [Fact]
    public void Switch_WhoseFileIsDamaged_IsOff()
    {
        Open().Turn(new SwitchTurn(On: false, "li", "x", RoomWorld.Start));
        File.WriteAllText(Path.Combine(_folder, "automation.json"), "[");
        Assert.False(Open().AutomationOn);
    }

    private RoomSwitch Open() => new(_folder.Path, NullLogger<RoomSwitch>.Instance);
}
