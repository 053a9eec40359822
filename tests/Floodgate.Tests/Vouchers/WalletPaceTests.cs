using Floodgate.Foundation;
using Floodgate.Vouchers.Wallets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Vouchers;

public sealed class WalletPaceTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Reads_BeyondTheBurst_WaitForTheirTurn()
    {
        var pace = Pace(perMinute: 60, burst: 5);
        for (var i = 0; i < 5; i++) Assert.Null(pace.Take(Person(1)));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Take(Person(1)));
        Assert.Null(pace.Take(Person(2)));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), pace.Take(Person(1)));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Null(pace.Take(Person(1)));
        Assert.NotNull(pace.Take(Person(1)));
    }

    [Fact]
    public void Reads_AfterARest_HaveTheBurstAgainAndNoMore()
    {
        var pace = Pace(perMinute: 60, burst: 3);
        while (pace.Take(Person(1)) is null) { }
        _clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++) Assert.Null(pace.Take(Person(1)));
        Assert.NotNull(pace.Take(Person(1)));
    }

    [Fact]
    public void Readers_AreBounded_AndTheNewestKeepTheirCount()
    {
        var pace = Pace(perMinute: 60, burst: 1, remembered: 1_000);
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Null(pace.Take(Person(i)));
            Assert.NotNull(pace.Take(Person(i)));
            Assert.InRange(pace.Readers, 1, 1_200);
        }

        Assert.NotNull(pace.Take(Person(19_999)));
        Assert.NotNull(pace.Take(Person(19_700)));
    }

    [Fact]
    public async Task Reads_AtOnce_AreCountedEach()
    {
        var pace = Pace(perMinute: 1, burst: 100);
        var passed = 0;
        await Parallel.ForAsync(0, 1_000, TestContext.Current.CancellationToken, (_, _) =>
        {
            if (pace.Take(Person(7)) is null) Interlocked.Increment(ref passed);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(100, passed);
    }

    private static PersonId Person(int number) => new((UInt128)number);

    private WalletPace Pace(int perMinute, int burst, int remembered = 10_000) => new(
        Options.Create(new WalletsOptions
        {
            ReadsPerMinuteMax = perMinute,
            ReadsBurstMax = burst,
            ReadersRememberedMax = remembered,
        }),
        _clock);
}
