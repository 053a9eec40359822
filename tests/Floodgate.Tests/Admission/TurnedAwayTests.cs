using Floodgate.Admission;
using Floodgate.Foundation;

namespace Floodgate.Tests.Admission;

public sealed class TurnedAwayTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void Person_RefusedOftenIsOne_AndKeepsWhenItBeganAndWhatItWasFor()
    {
        var away = new TurnedAway();
        away.Add(Person(1), TurnedAway.AnyBatch, 10 * Second);
        away.Add(Person(1), 2, 11 * Second);
        away.Add(Person(1), TurnedAway.AnyBatch, 50 * Second);
        Assert.Equal((Person(1), 2), Assert.Single(away.Within(10, 10)));
        Assert.Single(away.Within(45, 60));
        Assert.Single(away.Within(20, 30));
        Assert.Empty(away.Within(51, 60));
        Assert.Empty(away.Within(0, 9));
        Assert.Single(away.TakeFresh());
        Assert.Empty(away.TakeFresh());
    }

    [Fact]
    public void People_AreCountedExactlyUpToTheLimit_AndOnAverageBeyond()
    {
        var away = new TurnedAway(personsMax: 16_000);
        for (var i = 0; i < 10_000; i++) away.Add(Person(i), 0, Second);
        Assert.Equal((1, 10_000), (away.Scale, away.Within(0, 9).Count));
        for (var i = 0; i < 200_000; i++) away.Add(Person(i), 0, Second);
        var kept = away.Within(0, 9).Count;
        Assert.InRange(kept, 1, 17_000);
        Assert.InRange(kept * (double)away.Scale, 190_000, 210_000);
    }

    [Fact]
    public async Task People_FromManyThreads_AreCountedOnce()
    {
        var away = new TurnedAway();
        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (_, _) =>
        {
            for (var i = 0; i < 5_000; i++) away.Add(Person(i), 0, Second);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(5_000, away.Within(0, 9).Count);
    }

    [Fact]
    public void Forget_KeepsWhoWasRefusedSince()
    {
        var away = new TurnedAway();
        away.Add(Person(1), 0, 10 * Second);
        away.Add(Person(2), 0, 100 * Second);
        away.Forget(before: 50);
        Assert.Equal(Person(2), Assert.Single(away.All()).Person);
    }

    /// <summary>As the person key makes them: every bit depends on everything.</summary>
    private static PersonId Person(int number)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number));
        return PersonId.Read(hash);
    }
}
