using Floodgate.Tills.Offline;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Tills.Offline;

public sealed class StoreTurnsTests
{
    [Fact]
    public async Task Turn_ThatDoesNotComeInTime_IsNoTurn_AndComesWhenTheOtherIsOver()
    {
        var clock = new FakeTimeProvider();
        using var turns = new StoreTurns(clock);
        var first = await turns.TakeAsync(12);
        Assert.NotNull(first);
        using var other = await turns.TakeAsync(13);
        Assert.NotNull(other);
        var second = turns.TakeAsync(12);
        Assert.False(second.IsCompleted);
        clock.Advance(StoreTurns.WaitMax);
        Assert.Null(await second);
        first.Dispose();
        using var third = await turns.TakeAsync(12);
        Assert.NotNull(third);
    }
}
