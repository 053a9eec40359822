using Floodgate.Access;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews;

internal enum ReviewAnswer
{
    Done,
    NoTimeline,
    Unknown,
    Closed,

    /// <summary>Somebody else wrote in between.</summary>
    Changed,
    RootCauseMissing,
    ActionsMissing,
    ReTestMissing,
    CloserIsEditor,
}

/// <param name="Paper">With <see cref="ReviewAnswer.Done"/>.</param>
internal sealed record ReviewOutcome(ReviewAnswer Answer, ReviewPaper? Paper = null);

/// <summary>What people do with a review: have it drafted, edit it, close it. Every version is kept.</summary>
internal sealed class ReviewDesk(
    IDbContextFactory<FloodgateDb> databases, ReviewSources sources, PlanDesk plans, ReviewsOptions options,
    TimeProvider clock, ILogger<ReviewDesk> log)
{
    public static string IdOf(string incident) => "r-" + incident;

    public async Task<IReadOnlyList<ReviewRow>> ListAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ReviewRow>().AsNoTracking().OrderByDescending(row => row.CreatedMicros)
            .Take(options.PageMax).ToArrayAsync(cancel);
    }

    /// <param name="version">Null: the newest.</param>
    public async Task<ReviewPaper?> FindAsync(string id, int? version, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<ReviewRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } row)
            return null;
        if (version is not { } number || number == row.Version) return await PaperAsync(db, row, cancel);
        var old = await db.Set<ReviewVersionRow>().AsNoTracking()
            .SingleOrDefaultAsync(one => one.Review == id && one.Version == number, cancel);
        if (old is null) return null;
        (row.Version, row.Json, row.ClosedBy, row.ClosedMicros) = (old.Version, old.Json, null, null);
        row.State = old.Kind == "drafted" ? ReviewState.Draft : ReviewState.Edited;
        return await PaperAsync(db, row, cancel);
    }

    public async Task<IReadOnlyList<ReviewVersionRow>> VersionsAsync(string id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ReviewVersionRow>().AsNoTracking().Where(row => row.Review == id)
            .OrderBy(row => row.Version).Select(row => new ReviewVersionRow
            {
                Review = row.Review,
                Version = row.Version,
                Kind = row.Kind,
                Actor = row.Actor,
                AtMicros = row.AtMicros,
            }).Take(options.PageMax).ToArrayAsync(cancel);
    }

    /// <summary>Drafts from the timeline as it stands; what people wrote already stays.</summary>
    public async Task<ReviewOutcome> DraftAsync(string incident, string actor, CancellationToken cancel)
    {
        var entries = await sources.Entries(incident);
        if (!entries.Any(entry => entry.Fact is Incidents.Opened)) return new(ReviewAnswer.NoTimeline);
        var pinned = entries.Select(entry => entry.Fact).OfType<Incidents.Opened>().First().Plan;
        var material = new ReviewMaterial(
            incident, [.. entries.Take(options.EntriesMax)], PlanOf(pinned),
            sources.Series is { } series ? await series(incident) : [],
            sources.Loss is { } loss ? await loss(incident) : null);
        var draft = ReviewDrafter.Draft(material);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var id = IdOf(incident);
        await using var write = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Reviews, 0, cancel);
        var row = await db.Set<ReviewRow>().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (row is { State: ReviewState.Closed }) return new(ReviewAnswer.Closed);
        var content = row is null ? new ReviewContent() : StoredReview.Read(row.Json).Content;
        if (row is null)
        {
            row = new ReviewRow { Id = id, Incident = incident, CreatedMicros = clock.GetUtcNow().Micros() };
            db.Add(row);
        }

        (row.TitleZh, row.TitleEn, row.Level) = (draft.Title.Zh, draft.Title.En, draft.Level);
        var outcome = await SaveAsync(db, row, new StoredReview(draft, content), "drafted", actor);
        await write.CommitAsync(CancellationToken.None);
        return outcome;
    }

    /// <param name="match">Whether the version that is there is the one the editor read.</param>
    public async Task<ReviewOutcome> EditAsync(
        string id, Predicate<int> match, ReviewContent content, string actor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<ReviewRow>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } row)
            return new(ReviewAnswer.Unknown);
        if (row.State == ReviewState.Closed) return new(ReviewAnswer.Closed);
        if (!match(row.Version)) return new(ReviewAnswer.Changed);
        (row.State, row.EditedBy) = (ReviewState.Edited, actor);
        return await SaveAsync(db, row, StoredReview.Read(row.Json) with { Content = content }, "edited", actor);
    }

    public async Task<ReviewOutcome> CloseAsync(
        string id, Predicate<int> match, string actor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<ReviewRow>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } row)
            return new(ReviewAnswer.Unknown);
        if (row.State == ReviewState.Closed) return new(ReviewAnswer.Closed);
        if (!match(row.Version)) return new(ReviewAnswer.Changed);
        var stored = StoredReview.Read(row.Json);
        if (await WhatIsMissingAsync(db, row, stored, actor, cancel) is [var missing, ..]) return new(missing);
        (row.State, row.ClosedBy, row.ClosedMicros) = (ReviewState.Closed, actor, clock.GetUtcNow().Micros());
        var outcome = await SaveAsync(db, row, stored, "closed", actor);
        if (outcome.Answer == ReviewAnswer.Done && sources.CloseIncident is { } close
            && await close(row.Incident, row.Id, actor) is { } why)
            ReviewsLog.IncidentNotClosed(log, row.Incident, row.Id, why);
        return outcome;
    }

    /// <summary>All that keeps this person from closing it now; empty: nothing, or there is none.</summary>
    public async Task<IReadOnlyList<ReviewAnswer>> MissingAsync(string id, string actor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ReviewRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } row
            ? await WhatIsMissingAsync(db, row, StoredReview.Read(row.Json), actor, cancel) : [];
    }

    /// <summary>Whether its fault must be tried again before it is closed.</summary>
    public bool NeedsReTest(ReviewDraft draft) =>
        draft.Risk is { } risk && PlanOf(draft.PlanVersion).Review.ReTest.Contains(risk, StringComparer.Ordinal);

    private async Task<IReadOnlyList<ReviewAnswer>> WhatIsMissingAsync(
        FloodgateDb db, ReviewRow row, StoredReview stored, string actor, CancellationToken cancel)
    {
        var missing = new List<ReviewAnswer>();
        if (string.IsNullOrWhiteSpace(stored.Content.RootCause)) missing.Add(ReviewAnswer.RootCauseMissing);
        var actions = await db.Set<ActionRow>().CountAsync(
            one => one.Source == ActionSource.Review && one.SourceId == row.Id && one.State != ActionState.Dropped,
            cancel);
        if (actions < PlanOf(stored.Draft.PlanVersion).Review.ActionsLeast) missing.Add(ReviewAnswer.ActionsMissing);
        if (NeedsReTest(stored.Draft) && string.IsNullOrWhiteSpace(stored.Content.ReTest))
            missing.Add(ReviewAnswer.ReTestMissing);
        var editors = await db.Set<ReviewVersionRow>().Where(one => one.Review == row.Id && one.Kind == "edited")
            .Select(one => one.Actor).Distinct().ToListAsync(cancel);
        if (editors.Exists(editor => !StaffPerson.AreTwo(editor, actor))) missing.Add(ReviewAnswer.CloserIsEditor);
        return missing;
    }

    private async Task<ReviewOutcome> SaveAsync(
        FloodgateDb db, ReviewRow row, StoredReview stored, string kind, string actor)
    {
        row.Version++;
        row.Json = stored.Write();
        db.Add(new ReviewVersionRow
        {
            Review = row.Id,
            Version = row.Version,
            Kind = kind,
            Actor = actor,
            AtMicros = clock.GetUtcNow().Micros(),
            Json = row.Json,
        });
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(ReviewAnswer.Changed);
        }

        ReviewsLog.ReviewWritten(log, row.Id, row.Version, kind, actor);
        return new(ReviewAnswer.Done, await PaperAsync(db, row, CancellationToken.None));
    }

    private async Task<ReviewPaper> PaperAsync(FloodgateDb db, ReviewRow row, CancellationToken cancel)
    {
        var stored = StoredReview.Read(row.Json);
        var today = ImprovementDesk.Today(clock);
        var actions = await db.Set<ActionRow>().AsNoTracking()
            .Where(one => one.Source == ActionSource.Review && one.SourceId == row.Id
                && one.State != ActionState.Dropped).OrderBy(one => one.Number).ToArrayAsync(cancel);
        return new ReviewPaper(
            row.Id, row.State, row.Version, stored.Draft, stored.Content,
            [
                .. actions.Select(one => new PaperAction(
                    one.Id, one.Text, one.Owner, one.Due, one.State == ActionState.Done, one.IsOverdue(today),
                    one.Evidence)),
            ])
        {
            EditedBy = row.EditedBy,
            ClosedBy = row.ClosedBy,
            ClosedAt = row.ClosedMicros is { } at ? UnixTime.ToTime(at) : null,
        };
    }

    private EmergencyPlan PlanOf(string version) => sources.PlanOf?.Invoke(version) ?? plans.InForce().Plan;
}
