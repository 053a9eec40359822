using Floodgate.Emergency.People;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.People;

public sealed class CalendarBookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Change_OfAnOlderVersion_IsRefused()
    {
        using var town = new Town(Town.With(Town.Rotation()));
        Assert.Equal(CalendarAnswer.Stale, town.Book.Change(0, _ => OnCallCalendar.Empty, "a"));
        Assert.Equal(CalendarAnswer.Changed, town.Book.Change(1, _ => OnCallCalendar.Empty, "a"));
        Assert.Equal(2, town.Book.Current.Number);
    }

    [Fact]
    public void Calendar_SurvivesARestart_WithoutADatabase()
    {
        using var town = new Town(Town.With(Town.Rotation()));
        var again = new CalendarBook(
            new CalendarCopy(town.CopyFile), new PeopleOptions(), town.Clock, NullLogger<CalendarBook>.Instance);
        Assert.Equal(1, again.Current.Number);
        Assert.Equal(town.Book.Current.Table.At("tech", DutyPlace.Primary, town.Clock.GetUtcNow()),
            again.Current.Table.At("tech", DutyPlace.Primary, town.Clock.GetUtcNow()));
        Access.TemporaryFolder.AssertPrivateFile(town.CopyFile);
    }

    [Fact]
    public void Change_ThatCannotBeWritten_ChangesNothing()
    {
        using var town = new Town(Town.With(Town.Rotation()));
        File.Delete(town.CopyFile);
        Directory.CreateDirectory(Path.Combine(town.CopyFile, "in-the-way"));
        Assert.Equal(CalendarAnswer.Unavailable, town.Book.Change(1, _ => OnCallCalendar.Empty, "a"));
        Assert.Equal(1, town.Book.Current.Number);
    }

    [Fact]
    public async Task Versions_MadeWithoutTheDatabase_AreInItAfterwards_InOrder()
    {
        using var town = new Town(Town.With(Town.Rotation()));
        var reach = new ReachBook(new PeopleOptions());
        var store = Store(town, reach);
        Directory.CreateDirectory(SqliteRelational.FileIn(town.Folder));
        Assert.False(await store.CatchUpAsync(Cancel));
        town.Book.Change(1, _ => OnCallCalendar.Empty, "a");
        var test = Test("wang", town.Clock.GetUtcNow());
        Assert.True(reach.TryBegin([test]));
        reach.End(test with { Outcome = ReachOutcome.Failed, Why = "smtp-550" });
        Assert.False(await store.CatchUpAsync(Cancel));
        Assert.Equal(2, town.Book.Waiting.Count);

        Directory.Delete(SqliteRelational.FileIn(town.Folder));
        await using (var db = await SqliteRelational.OpenAsync(town.Folder, TimeProvider.System, Cancel))
        {
            Assert.True(await store.CatchUpAsync(Cancel));
            Assert.Empty(town.Book.Waiting);
            Assert.Empty(reach.Waiting);
            var numbers = await db.Set<OnCallVersionRow>().Select(row => row.Number).Order().ToListAsync(Cancel);
            Assert.Equal([1, 2], numbers);
            Assert.Equal("smtp-550", (await db.Set<ReachTestRow>().SingleAsync(Cancel)).Why);
        }

        // Nothing twice, whoever asks again; and a node without its copy finds all of it.
        Assert.True(await store.CatchUpAsync(Cancel));
        File.Delete(town.CopyFile);
        var fresh = new CalendarBook(
            new CalendarCopy(town.CopyFile), new PeopleOptions(), town.Clock, NullLogger<CalendarBook>.Instance);
        var results = new ReachBook(new PeopleOptions());
        Assert.True(await Store(town, results, fresh).CatchUpAsync(Cancel));
        Assert.Equal(2, fresh.Current.Number);
        Assert.Equal("smtp-550", Assert.Single(results.All).Why);
        Assert.True(File.Exists(town.CopyFile));
    }

    [Fact]
    public void Copy_ThatIsDamaged_IsSaidAndNotBelieved()
    {
        using var town = new Town(Town.With(Town.Rotation()));
        foreach (var text in new[] { "{", "[null]", """[{"Number":1,"Calendar":"{\"x\":1}"}]""" })
        {
            File.WriteAllText(town.CopyFile, text);
            var book = new CalendarBook(
                new CalendarCopy(town.CopyFile), new PeopleOptions(), town.Clock, NullLogger<CalendarBook>.Instance);
            Assert.Equal(0, book.Current.Number);
        }
    }

    [Fact]
    public void Tests_AreBoundedAndNotRepeatedAtOnce()
    {
        var book = new ReachBook(new PeopleOptions { ReachTestsMax = 2, ReachTestPauseSeconds = 30, WaitingMax = 10 });
        var now = DateTimeOffset.UnixEpoch;
        Assert.True(book.TryBegin([Test("a", now)]));
        Assert.False(book.TryBegin([Test("a", now.AddMinutes(5))]));
        Assert.False(book.TryBegin([Test("b", now), Test("c", now)]));
        book.End(Test("a", now) with { Outcome = ReachOutcome.Sent });
        Assert.False(book.TryBegin([Test("a", now.AddSeconds(29))]));
        Assert.True(book.TryBegin([Test("a", now.AddSeconds(30))]));
    }

    private static ReachTest Test(string person, DateTimeOffset at) => new(
        "reach." + person, person, ChannelKind.Sms, "+86***1111", ReachOutcome.Sending, null, "x", at);

    private static PeopleStore Store(Town town, ReachBook reach, CalendarBook? book = null) => new(
        new Factory(town.Folder), book ?? town.Book, reach, new PeopleOptions(), town.Clock,
        NullLogger<PeopleStore>.Instance);

    private sealed class Factory(string folder) : IDbContextFactory<FloodgateDb>
    {
        public FloodgateDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<FloodgateDb>();
            SqliteRelational.Configure(options, SqliteRelational.FileIn(folder));
            return new FloodgateDb(options.Options);
        }
    }
}
