using System.Data.Common;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.People;

/// <summary>
/// Brings calendar and tests into the database, behind everything: nobody waits for it, and while it cannot, they wait
/// in memory and in the copy.
/// </summary>
internal sealed class PeopleStore(
    IDbContextFactory<FloodgateDb> database, CalendarBook book, ReachBook tests, PeopleOptions options,
    TimeProvider clock, ILogger<PeopleStore> log) : BackgroundService
{
    private const int TestsReadMax = 20_000;
    private static readonly TimeSpan TestsKept = TimeSpan.FromDays(400);
    private bool _loaded;
    private bool _away;

    /// <summary>
    /// One round: what the database knows first, then what it does not. Says whether it went through.
    /// </summary>
    public async Task<bool> CatchUpAsync(CancellationToken cancel)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (!_loaded) await LoadAsync(db, cancel);
            _loaded = true;
            await KeepVersionsAsync(db, cancel);
            await KeepTestsAsync(db, cancel);
            if (_away) PeopleLog.DatabaseBack(log);
            _away = false;
            return true;
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException
            or UnauthorizedAccessException or InvalidOperationException)
        {
            if (!_away) PeopleLog.DatabaseAway(log, fault.GetType().Name);
            _away = true;
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite does its work on the calling thread: not on the one that starts the node.
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.CatchUpSeconds), clock);
        try
        {
            do await CatchUpAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping; what waits is in the copy.
        }
    }

    private async Task LoadAsync(FloodgateDb db, CancellationToken cancel)
    {
        var newest = await db.Set<OnCallVersionRow>().AsNoTracking()
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        if (newest is not null && CalendarVersion.Of(newest) is { } version) book.Found(version);
        var old = (clock.GetUtcNow() - TestsKept).Micros();
        await db.Set<ReachTestRow>().Where(row => row.At < old).ExecuteDeleteAsync(cancel);
        var rows = await db.Set<ReachTestRow>().AsNoTracking().OrderByDescending(row => row.At).Take(TestsReadMax)
            .ToListAsync(cancel);
        tests.Found(rows.Select(TestOf).OfType<ReachTest>());
    }

    private async Task KeepVersionsAsync(FloodgateDb db, CancellationToken cancel)
    {
        foreach (var version in book.Waiting)
        {
            var row = version.ToRow();
            var known = await db.Set<OnCallVersionRow>().AsNoTracking()
                .FirstOrDefaultAsync(one => one.Number == row.Number, cancel);
            if (known is null)
            {
                db.Add(row);
                await db.SaveChangesAsync(cancel);
            }
            else if (known.Calendar != row.Calendar)
            {
                PeopleLog.VersionTwice(log, version.Number);
            }

            book.Kept(version.Number);
        }
    }

    private async Task KeepTestsAsync(FloodgateDb db, CancellationToken cancel)
    {
        var waiting = tests.Waiting;
        if (waiting.Count == 0) return;
        var ids = waiting.Select(test => test.MessageId).ToArray();
        var known = await db.Set<ReachTestRow>().Where(row => ids.Contains(row.MessageId))
            .Select(row => row.MessageId).ToListAsync(cancel);
        db.AddRange(waiting.Where(test => !known.Contains(test.MessageId)).Select(RowOf));
        await db.SaveChangesAsync(cancel);
        tests.Kept([.. waiting]);
    }

    private static ReachTestRow RowOf(ReachTest test) => new()
    {
        MessageId = test.MessageId,
        Person = test.Person,
        Kind = test.Kind.ToString(),
        Mask = test.Mask,
        Outcome = test.Outcome.ToString(),
        Why = test.Why,
        Actor = test.Actor,
        At = test.At.Micros(),
    };

    private static ReachTest? TestOf(ReachTestRow row) =>
        Enum.TryParse<ChannelKind>(row.Kind, out var kind) && Enum.TryParse<ReachOutcome>(row.Outcome, out var outcome)
            ? new ReachTest(
                row.MessageId, row.Person, kind, row.Mask, outcome, row.Why, row.Actor, UnixTime.ToTime(row.At))
            : null;
}
