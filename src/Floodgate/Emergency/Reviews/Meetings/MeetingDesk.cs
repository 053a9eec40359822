using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews;

internal enum MeetingAnswer { Done, Unknown, Changed, Held }

internal sealed record MeetingOutcome(
    MeetingAnswer Answer, MeetingRow? Meeting = null, IReadOnlyList<ActionRow>? Actions = null);

/// <summary>What came of a meeting. Each decision becomes an action with an owner and a date.</summary>
internal sealed record MeetingNotes(
    DateTimeOffset HeldAt, IReadOnlyList<string> Attendance, string Minutes, IReadOnlyList<NewAction> Decisions);

/// <summary>Emergency meetings: called as the plan asks, or by hand; held with minutes.</summary>
internal sealed class MeetingDesk(
    IDbContextFactory<FloodgateDb> databases, ReviewSources sources, PlanDesk plans, ReviewsOptions options,
    TimeProvider clock, ILogger<MeetingDesk> log)
{
    /// <summary>Calls what the plan asks for and nobody has called yet.</summary>
    public async Task CallDueAsync(CancellationToken cancel)
    {
        var incidents = await sources.Incidents();
        string[] ids = [.. incidents.Select(one => one.Id)];
        await using var db = await databases.CreateDbContextAsync(cancel);
        // Mostly there is nothing to call, and nobody is kept from writing for it.
        if (!Missing(await ConcerningAsync(db, ids, cancel)).Any()) return;
        await using var write = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Reviews, 0, cancel);
        foreach (var call in Missing(await ConcerningAsync(db, ids, cancel)))
        {
            db.Add(new MeetingRow
            {
                Definition = call.Meeting.Id,
                Incident = call.Incident,
                NameZh = call.Meeting.Name.Zh,
                NameEn = call.Meeting.Name.En,
                Teams = string.Join(',', call.Meeting.Teams),
                DueMicros = call.Due.Micros(),
                Version = 1,
            });
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);

        IEnumerable<MeetingCall> Missing(MeetingRow[] known) =>
            MeetingCalendar.Missing(plans.InForce().Plan, known, incidents, clock.GetUtcNow());
    }

    public async Task<IReadOnlyList<MeetingRow>> ListAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await NewestAsync(db, cancel);
    }

    public async Task<MeetingRow?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<MeetingRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancel);
    }

    /// <summary>Actions a meeting decided on.</summary>
    public async Task<IReadOnlyList<ActionRow>> DecisionsAsync(string id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRow>().AsNoTracking()
            .Where(row => row.Source == ActionSource.Meeting && row.SourceId == id)
            .OrderBy(row => row.Number).Take(options.MeetingListMax).ToArrayAsync(cancel);
    }

    public async Task<MeetingOutcome> CallAsync(
        BilingualText name, DateTimeOffset due, IReadOnlyList<string> teams, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = new MeetingRow
        {
            NameZh = name.Zh,
            NameEn = name.En,
            Teams = string.Join(',', teams),
            DueMicros = due.Micros(),
            Version = 1,
        };
        await using var write = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Reviews, 0, cancel);
        if (await db.Set<MeetingRow>().AsNoTracking().FirstOrDefaultAsync(one =>
            one.Definition == "" && one.Incident == "" && one.DueMicros == row.DueMicros, cancel) is { } same)
            return new(MeetingAnswer.Done, same, []);
        db.Add(row);
        await db.SaveChangesAsync(CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return new(MeetingAnswer.Done, row, []);
    }

    /// <summary>Minutes, attendance and decisions, in one transaction; the next regular meeting follows.</summary>
    public async Task<MeetingOutcome> HoldAsync(
        long number, Predicate<int> match, MeetingNotes notes, IReadOnlyList<AgendaItem> agenda, string actor,
        CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<MeetingRow>().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row)
            return new(MeetingAnswer.Unknown);
        if (row.State == MeetingState.Held) return new(MeetingAnswer.Held);
        if (!match(row.Version)) return new(MeetingAnswer.Changed);
        (row.State, row.HeldMicros, row.NotedBy) = (MeetingState.Held, notes.HeldAt.Micros(), actor);
        (row.Minutes, row.Attendance) = (notes.Minutes, string.Join('\n', notes.Attendance));
        row.AgendaJson = AgendaJson.Write(agenda);
        row.Version++;
        var actions = notes.Decisions.Select(one => ImprovementDesk.Row(
            one with { Source = ActionSource.Meeting, SourceId = row.Id }, actor, clock.GetUtcNow())).ToArray();
        db.AddRange(actions);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(MeetingAnswer.Changed);
        }

        ReviewsLog.MeetingHeld(log, row.Id, actions.Length, actor);
        await CallDueAsync(cancel);
        return new(MeetingAnswer.Done, row, actions);
    }

    /// <summary>The newest regular ones, and all that follow these incidents, however many have been since.</summary>
    private async Task<MeetingRow[]> ConcerningAsync(FloodgateDb db, string[] incidents, CancellationToken cancel)
    {
        var all = db.Set<MeetingRow>().AsNoTracking();
        var regular = await all.Where(row => row.Incident == "").OrderByDescending(row => row.DueMicros)
            .Take(options.PageMax).ToArrayAsync(cancel);
        return [.. regular, .. await all.Where(row => incidents.Contains(row.Incident)).ToArrayAsync(cancel)];
    }

    private async Task<MeetingRow[]> NewestAsync(FloodgateDb db, CancellationToken cancel) =>
        await db.Set<MeetingRow>().AsNoTracking().OrderByDescending(row => row.DueMicros).Take(options.PageMax)
            .ToArrayAsync(cancel);
}
