using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Emergency.Reviews;
using Floodgate.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.IntegrationTests.Storage.Races;

public sealed class RecordRaceTests
{
    private static readonly BilingualText Text = new("演练", "a drill");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plans_WrittenByEightNodesAtOnce_AreOneChain()
    {
        using var store = await PostgresStore.CreateAsync();
        var written = await Race.RunAsync(async runner =>
        {
            using var ledger = Ledger(store);
            return await ledger.AppendAsync(
                _ => ("done", new PlanEntry
                {
                    Kind = PlanEntryKind.Applied,
                    Plan = $"p{runner}",
                    Version = 1,
                    Text = "",
                    Json = "{}",
                }),
                Cancel);
        });
        Assert.All(written, one => Assert.Equal("done", one));
        using var again = Ledger(store);
        await again.LoadAsync(Cancel);
        Assert.Null(again.Shelf.BrokenAt);
        Assert.Equal(8L, await store.AskAsync("SELECT count(*) FROM plan_entry"));
    }

    [Fact]
    public async Task Review_DraftedByEightAtOnce_IsOne()
    {
        using var store = await PostgresStore.CreateAsync();
        var opened = new Entry("server", 1, TimeProvider.System.GetUtcNow(), "i-1", "ann", new Opened(
            null, null, null, ResponseLevel.II, Text, Text, "default", TimeProvider.System.GetUtcNow(), []));
        var sources = new ReviewSources { Entries = _ => Task.FromResult<IReadOnlyList<Entry>>([opened]) };
        var outcomes = await Race.RunAsync(async _ =>
        {
            using var ledger = Ledger(store);
            return await new ReviewDesk(
                store, sources, new PlanDesk(ledger, null!), new ReviewsOptions(), TimeProvider.System,
                NullLogger<ReviewDesk>.Instance).DraftAsync("i-1", "ann", Cancel);
        });
        Assert.All(outcomes, one => Assert.Equal(ReviewAnswer.Done, one.Answer));
        await using var db = store.CreateDbContext();
        Assert.Equal(8, (await db.Set<ReviewRow>().SingleAsync(Cancel)).Version);
    }

    [Fact]
    public async Task Meeting_CalledByEightAtOnce_IsOne()
    {
        using var store = await PostgresStore.CreateAsync();
        var due = TimeProvider.System.GetUtcNow();
        var outcomes = await Race.RunAsync(async _ =>
        {
            using var ledger = Ledger(store);
            var desk = new MeetingDesk(
                store, new ReviewSources(), new PlanDesk(ledger, null!), new ReviewsOptions(), TimeProvider.System,
                NullLogger<MeetingDesk>.Instance);
            await desk.CallDueAsync(Cancel);
            return await desk.CallAsync(Text, due, ["command"], Cancel);
        });
        Assert.Single(outcomes.Select(one => one.Meeting!.Number).Distinct());
        Assert.Equal(0L, await store.AskAsync("""
            SELECT count(*) FROM (SELECT 1 FROM meeting GROUP BY "Definition", "Incident", "DueMicros"
                HAVING count(*) > 1) AS twice
            """));
    }

    [Fact]
    public async Task Drill_HandedInByEightAtOnce_IsKeptOnce()
    {
        using var store = await PostgresStore.CreateAsync();
        var answers = await Race.RunAsync(async _ =>
        {
            using var book = new PracticeBook(store, new PracticeOptions());
            var (answer, _) = await book.AddAsync(
                new DrillRow { Drill = "d", StartedMicros = 1, EndedMicros = 2, Json = "{}" }, Cancel);
            return answer;
        });
        Assert.Single(answers, one => one == BookAnswer.Kept);
        Assert.Equal(7, answers.Count(one => one == BookAnswer.Known));
    }

    [Fact]
    public async Task Course_HandedInByEightAtOnce_IsKeptOnce()
    {
        using var store = await PostgresStore.CreateAsync();
        var answers = await Race.RunAsync(async _ =>
        {
            using var book = new PracticeBook(store, new PracticeOptions());
            var (answer, _) = await book.AddAsync(
                new TrainingRow { Course = "c", Person = "p", TakenMicros = 1, ValidUntilMicros = 2 }, Cancel);
            return answer;
        });
        Assert.Single(answers, one => one == BookAnswer.Kept);
    }

    private static PlanLedger Ledger(PostgresStore store) => new(
        store, TimeProvider.System, new PlansOptions(), NullLogger<PlanLedger>.Instance);
}
