using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews;

internal enum ActionAnswer { Done, Unknown, Changed, EvidenceMissing, Full }

internal sealed record ActionOutcome(ActionAnswer Answer, ActionRow? Action = null);

/// <summary>A new action. Without owner and date there is none.</summary>
internal sealed record NewAction(string Text, string Owner, DateOnly Due, ActionSource Source, string? SourceId);

/// <summary>What to change; null leaves it.</summary>
internal sealed record ActionChange(
    string? Text, string? Owner, DateOnly? Due, ActionState? State, string? Evidence, string? Link);

/// <param name="State">Null: all.</param>
/// <param name="After">Number of the last one read.</param>
internal sealed record ActionQuery(ActionState? State, bool OverdueOnly, string? SourceId, long After, int Limit);

/// <summary>Improvement actions, whatever they came from.</summary>
internal sealed class ImprovementDesk(
    IDbContextFactory<FloodgateDb> databases, ReviewsOptions options, TimeProvider clock, ILogger<ImprovementDesk> log)
{
    public static DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(ReviewWords.Local(clock.GetUtcNow()).DateTime);

    public async Task<IReadOnlyList<ActionRow>> ListAsync(ActionQuery query, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = db.Set<ActionRow>().AsNoTracking().Where(row => row.Number > query.After);
        if (query.State is { } state) rows = rows.Where(row => row.State == state);
        if (query.SourceId is { } source) rows = rows.Where(row => row.SourceId == source);
        if (query.OverdueOnly)
        {
            var today = Today(clock);
            rows = rows.Where(row => row.State == ActionState.Open && row.Due < today);
        }

        return await rows.OrderBy(row => row.Number).Take(query.Limit).ToArrayAsync(cancel);
    }

    /// <summary>Every action that is open, the most urgent first.</summary>
    public async Task<IReadOnlyList<ActionRow>> OpenAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRow>().AsNoTracking().Where(row => row.State == ActionState.Open)
            .OrderBy(row => row.Due).ThenBy(row => row.Number).Take(options.OpenActionsMax).ToArrayAsync(cancel);
    }

    /// <summary>What was done or dropped last.</summary>
    public async Task<IReadOnlyList<ActionRow>> EndedAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRow>().AsNoTracking().Where(row => row.State != ActionState.Open)
            .OrderByDescending(row => row.EndedMicros).ThenByDescending(row => row.Number).Take(most)
            .ToArrayAsync(cancel);
    }

    public async Task<ActionRow?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancel);
    }

    public async Task<ActionOutcome> AddAsync(NewAction asked, string actor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await db.Set<ActionRow>().CountAsync(row => row.State == ActionState.Open, cancel);
        if (open >= options.OpenActionsMax) return new(ActionAnswer.Full);
        var row = Row(asked, actor, clock.GetUtcNow());
        db.Add(row);
        await db.SaveChangesAsync(CancellationToken.None);
        ReviewsLog.ActionWritten(log, row.Id, "added", actor);
        return new(ActionAnswer.Done, row);
    }

    public static ActionRow Row(NewAction asked, string actor, DateTimeOffset now) => new()
    {
        Source = asked.Source,
        SourceId = asked.SourceId,
        Text = asked.Text,
        Owner = asked.Owner,
        Due = asked.Due,
        State = ActionState.Open,
        Version = 1,
        CreatedBy = actor,
        CreatedMicros = now.Micros(),
    };

    public async Task<ActionOutcome> ChangeAsync(
        long number, Predicate<int> match, ActionChange change, string actor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<ActionRow>().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row)
            return new(ActionAnswer.Unknown);
        if (!match(row.Version)) return new(ActionAnswer.Changed);
        (row.Text, row.Owner, row.Due) = (change.Text ?? row.Text, change.Owner ?? row.Owner, change.Due ?? row.Due);
        (row.Evidence, row.Link) = (change.Evidence ?? row.Evidence, change.Link ?? row.Link);
        var state = change.State ?? row.State;
        if (state != ActionState.Open && string.IsNullOrWhiteSpace(row.Evidence))
            return new(ActionAnswer.EvidenceMissing);
        if (state != row.State)
        {
            row.EndedBy = state == ActionState.Open ? null : actor;
            row.EndedMicros = state == ActionState.Open ? null : clock.GetUtcNow().Micros();
        }

        row.State = state;
        row.Version++;
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(ActionAnswer.Changed);
        }

        ReviewsLog.ActionWritten(log, row.Id, state == ActionState.Open ? "changed" : state.ToString(), actor);
        return new(ActionAnswer.Done, row);
    }
}
