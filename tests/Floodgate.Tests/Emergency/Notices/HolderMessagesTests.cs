using CsCheck;
using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Floodgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Floodgate.Tests.Emergency.Notices.NoticesMaker;

namespace Floodgate.Tests.Emergency.Notices;

/// <summary>Over a real SQLite file, with vouchers written as the projector writes them.</summary>
public sealed class HolderMessagesTests(ITestOutputHelper output)
{
    private static readonly BilingualText Text = Both("通知", "a message");

    /// <summary>
    /// Whatever is held by whomever: exactly the holders of the scope at that moment, each once, also when the message
    /// is ordered three times at once, in steps that cut the list anywhere.
    /// </summary>
    [Fact]
    public void List_IsExactlyTheHolders_EachOnce_AlsoWhenOrderedAtOnce() =>
        Gen.Select(
                HolderWorld.Vouchers, Gen.Int[0, HolderWorld.Batches], Gen.Int[100, 130])
            .Sample((vouchers, batch, step) => CheckAsync(vouchers, batch, step).GetAwaiter().GetResult(), iter: 25);

    [Fact]
    public async Task Queue_OfAHundredThousandHolders_HasThemAll()
    {
        using var world = await HolderWorld.CreateAsync();
        world.WriteMany(100_000);
        var started = TimeProvider.System.GetTimestamp();
        var queued = Assert.IsType<HolderOutcome.Queued>(await world.QueueAsync("m", null));
        var took = TimeProvider.System.GetElapsedTime(started);
        Assert.Equal(100_000, queued.Progress.Recipients);
        // 10 seconds are promised.
        output.WriteLine($"FIGURE 100,000 recipients in {took.TotalSeconds:N2} s");
    }

    [Fact]
    public async Task Queue_CutShort_GoesOnWhereItStopped()
    {
        using var world = await HolderWorld.CreateAsync(step: 100);
        world.WriteMany(950);
        using var cancel = new CancellationTokenSource();
        world.AfterSteps(3, cancel.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.QueueAsync("m", null, cancel.Token));
        var halfway = (await world.Messages.FindAsync("m", CancellationToken.None))!;
        Assert.Null(halfway.CompletedAt);
        Assert.InRange(halfway.Recipients, 100, 900);
        var queued = Assert.IsType<HolderOutcome.Queued>(await world.QueueAsync("m", null));
        Assert.Equal(950, queued.Progress.Recipients);
        Assert.Equal(950, (await world.RecipientsAsync()).Count);
    }

    [Fact]
    public async Task Queue_OfAnIdThatIsTaken_OfAnUnknownScope_OrWithoutText_IsRefused()
    {
        using var world = await HolderWorld.CreateAsync();
        world.WriteMany(3);
        Assert.IsType<HolderOutcome.Queued>(await world.QueueAsync("m", null));
        Assert.IsType<HolderOutcome.IdTaken>(await world.QueueAsync("m", 0));
        Assert.IsType<HolderOutcome.IdTaken>(await world.Messages.QueueAsync(
            "m", new(HolderWorld.Campaign), Both("另一条", "another"), CancellationToken.None));
        Assert.IsType<HolderOutcome.UnknownCampaign>(await world.Messages.QueueAsync(
            "n", new("none"), Text, CancellationToken.None));
        Assert.IsType<HolderOutcome.UnknownBatch>(await world.Messages.QueueAsync(
            "n", new(HolderWorld.Campaign, "none"), Text, CancellationToken.None));
        Assert.IsType<HolderOutcome.TextInvalid>(await world.Messages.QueueAsync(
            "n", new(HolderWorld.Campaign), Both("", "only one language"), CancellationToken.None));
        Assert.Equal(3, (await world.RecipientsAsync()).Count);
    }

    [Fact]
    public async Task Queue_WhenTheTablesHaveNotFollowed_SaysSo_AndIsDoneByTheNextOrder()
    {
        using var world = await HolderWorld.CreateAsync(followed: false);
        world.WriteMany(3);
        Assert.IsType<HolderOutcome.Behind>(await world.QueueAsync("m", null));
        Assert.Empty(await world.RecipientsAsync());
        world.Follow();
        Assert.IsType<HolderOutcome.Queued>(await world.QueueAsync("m", null));
        Assert.Equal(3, (await world.RecipientsAsync()).Count);
    }

    [Fact]
    public async Task Queue_WithoutStorage_SaysSo_AndIsDoneWhenItIsBack()
    {
        using var world = await HolderWorld.CreateAsync();
        world.WriteMany(3);
        var file = SqliteRelational.FileIn(world.Folder);
        SqliteConnection.ClearAllPools();
        File.Move(file, file + ".away");
        Directory.CreateDirectory(file);
        Assert.IsType<HolderOutcome.StorageUnavailable>(await world.QueueAsync("m", null));
        Directory.Delete(file);
        File.Move(file + ".away", file);
        Assert.IsType<HolderOutcome.Queued>(await world.QueueAsync("m", null));
        Assert.Equal(3, (await world.RecipientsAsync()).Count);
    }

    private static async Task<bool> CheckAsync(HeldVoucher[] vouchers, int batch, int step)
    {
        using var world = await HolderWorld.CreateAsync(step);
        world.Write(vouchers);
        var scope = batch == HolderWorld.Batches ? (int?)null : batch;
        var expected = vouchers.Where(one => one.IsOnTheListOf(scope)).Select(one => one.Person).Distinct().Order();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.QueueAsync("m", scope))));
        Assert.IsType<HolderOutcome.Queued>(await world.QueueAsync("m", scope));
        Assert.Equal(expected, await world.RecipientsAsync());
        var progress = await world.Messages.FindAsync("m", CancellationToken.None);
        Assert.Equal(expected.Count(), progress!.Recipients);
        return true;
    }
}
