using Floodgate.Web.Console.Drills;

namespace Floodgate.Tests.Console;

/// <summary>What is typed to run a drill.</summary>
public sealed class DrillWordsTests
{
    private const string Here = "https://vouchers.example";

    [Fact]
    public void Drill_ByItself_NeedsNoOtherServer() => Assert.Equal(
        $"floodgate drill run overload --record {Here}", DrillWords.Alone("overload", Here));

    [Fact]
    public void Drill_HeldTogether_IsRunOnANodeWhosePeopleAreCalled_AndPutOnRecordHere()
    {
        var said = DrillWords.OnANode("storage-lost", Here);
        Assert.StartsWith("floodgate drill run storage-lost --server ", said, StringComparison.Ordinal);
        Assert.Contains($"--record {Here} --record-key ", said, StringComparison.Ordinal);
    }
}
