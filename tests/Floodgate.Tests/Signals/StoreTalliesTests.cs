using Floodgate.Foundation.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Signals;

public sealed class StoreTalliesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StoreTallies _stores;

    public StoreTalliesTests() => _stores = new StoreTallies(2, _clock);

    [Fact]
    public void Worst_IsTheStoreInTrouble_OnceItWasAskedOftenEnough()
    {
        Count("a", 20, null);
        Count("b", 7, "store-suspended");
        Assert.Equal(new StoreTrouble("a", 20, 0, ""), _stores.Worst());
        Count("b", 1, null);
        Assert.Equal(new StoreTrouble("b", 8, 7, "store-suspended"), _stores.Worst());
        Assert.Equal(87.5, _stores.Worst()!.Value.Percent);
    }

    [Fact]
    public void Trouble_IsForgottenAfterAMinute()
    {
        Count("a", 10, "qr-expired");
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(10, _stores.Worst()!.Value.Troubled);
        Count("a", 10, null);
        Assert.Equal(50, _stores.Worst()!.Value.Percent);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0, _stores.Worst()!.Value.Percent);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(_stores.Worst());
    }

    [Fact]
    public void Stores_AreBounded_AndOneThatIsStillGivesItsPlaceUp()
    {
        Count("a", 10, null);
        Count("b", 10, null);
        Count("c", 10, "wrong-store");
        Assert.Equal((2, 0), (_stores.Watched, _stores.Worst()!.Value.Troubled));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Count("b", 1, null);
        Count("c", 10, "wrong-store");
        Assert.Equal(new StoreTrouble("c", 10, 10, "wrong-store"), _stores.Worst());
    }

    private void Count(string store, int times, string? trouble)
    {
        for (var i = 0; i < times; i++) _stores.Count(store, trouble);
    }
}
