using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Emergency.Practice;

/// <summary>When a drill was last run, and whether everything expected came true.</summary>
internal sealed record LastDrill(
    string Drill, DateTimeOffset EndedAt, bool Full, string Id = "", int Met = 0, int Expected = 0);

/// <summary>When a person last took a course, and until when that counts.</summary>
internal sealed record LastTraining(string Course, string Person, DateTimeOffset TakenAt, DateTimeOffset ValidUntil);

/// <summary>The last quiz of a person, passed or not.</summary>
internal sealed record LastQuiz(string Course, string Person, DateTimeOffset At, int Right, int Questions, bool Passed);

internal enum BookAnswer { Kept, Known, Full, TooOften }

/// <summary>
/// Drills run and courses taken. What the readiness board needs is in memory, read once at the start: it is asked while
/// the storage may be away.
/// </summary>
internal sealed class PracticeBook(IDbContextFactory<FloodgateDb> databases, PracticeOptions options)
    : IDisposable
{
    /// <summary>Runs with people in them that are looked at for joint ones; older ones are forgotten here.</summary>
    private const int AttendedMax = 1_000;

    private static readonly TimeSpan QuizWindow = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile IReadOnlyDictionary<string, LastDrill> _drills =
        new Dictionary<string, LastDrill>(StringComparer.Ordinal);

    private volatile IReadOnlyList<AttendedRun> _attended = [];

    private volatile IReadOnlyDictionary<(string Course, string Person), LastTraining> _trainings =
        new Dictionary<(string, string), LastTraining>();

    private volatile IReadOnlyDictionary<(string Course, string Person), LastQuiz> _quizzes =
        new Dictionary<(string, string), LastQuiz>();

    public IReadOnlyDictionary<string, LastDrill> Drills => _drills;

    /// <summary>Runs in which people took part, the newest first.</summary>
    public IReadOnlyList<AttendedRun> Attended => _attended;

    public IReadOnlyDictionary<(string Course, string Person), LastTraining> Trainings => _trainings;

    public IReadOnlyDictionary<(string Course, string Person), LastQuiz> Quizzes => _quizzes;

    public void Dispose() => _writing.Dispose();

    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = db.Set<DrillRow>().AsNoTracking();
        var newest = await rows
            .Where(row => !rows.Any(later => later.Drill == row.Drill && later.EndedMicros > row.EndedMicros))
            .Select(row => new { row.Drill, row.EndedMicros, row.Full, row.Number, row.Met, row.Expected })
            .ToListAsync(cancel);
        var drills = new Dictionary<string, LastDrill>(StringComparer.Ordinal);
        foreach (var row in newest)
            drills[row.Drill] = new LastDrill(
                row.Drill, UnixTime.ToTime(row.EndedMicros), row.Full, DrillRow.IdOf(row.Number), row.Met,
                row.Expected);
        _drills = drills;
        var attended = await rows.Where(row => row.TookPart != null).OrderByDescending(row => row.EndedMicros)
            .Take(AttendedMax).Select(row => new { row.Drill, row.EndedMicros, row.Number, row.TookPart })
            .ToListAsync(cancel);
        _attended =
        [
            .. attended.Select(row => new AttendedRun(
                row.Drill, UnixTime.ToTime(row.EndedMicros), DrillRow.IdOf(row.Number),
                JointDrills.Read(row.TookPart))),
        ];
        await LoadTrainingsAsync(db, cancel);
    }

    private async Task LoadTrainingsAsync(FloodgateDb db, CancellationToken cancel)
    {
        var rows = db.Set<TrainingRow>().AsNoTracking();
        var trainings = await rows.Where(row => !row.Failed).GroupBy(row => new { row.Course, row.Person })
            .Select(group => new
            {
                group.Key.Course,
                group.Key.Person,
                Taken = group.Max(row => row.TakenMicros),
                Until = group.Max(row => row.ValidUntilMicros),
            }).ToListAsync(cancel);
        _trainings = trainings.ToDictionary(
            row => (row.Course, row.Person),
            row => new LastTraining(row.Course, row.Person, UnixTime.ToTime(row.Taken), UnixTime.ToTime(row.Until)));
        var quizzes = await rows.Where(row => row.Questions != null && !rows.Any(later =>
            later.Course == row.Course && later.Person == row.Person && later.Questions != null
            && later.TakenMicros > row.TakenMicros)).ToListAsync(cancel);
        _quizzes = quizzes.ToDictionary(
            row => (row.Course, row.Person),
            row => new LastQuiz(
                row.Course, row.Person, UnixTime.ToTime(row.TakenMicros), row.Right ?? 0, row.Questions ?? 0,
                !row.Failed));
    }

    /// <summary>Keeps a drill's result; the same drill of the same moment is kept once.</summary>
    public async Task<(BookAnswer Answer, DrillRow Row)> AddAsync(DrillRow row, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            await using var write = await db.Database.BeginTransactionAsync(cancel);
            await db.LockAsync(StorageLock.Practice, 0, cancel);
            var rows = db.Set<DrillRow>();
            if (await rows.AsNoTracking().FirstOrDefaultAsync(
                one => one.Drill == row.Drill && one.StartedMicros == row.StartedMicros, cancel) is { } known)
                return (BookAnswer.Known, known);
            if (await rows.CountAsync(cancel) >= options.DrillsMax) return (BookAnswer.Full, row);
            rows.Add(row);
            await db.SaveChangesAsync(CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            await LoadAsync(CancellationToken.None);
            return (BookAnswer.Kept, row);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<(BookAnswer Answer, TrainingRow Row)> AddAsync(TrainingRow row, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            await using var write = await db.Database.BeginTransactionAsync(cancel);
            await db.LockAsync(StorageLock.Practice, 0, cancel);
            var rows = db.Set<TrainingRow>();
            if (await rows.AsNoTracking().FirstOrDefaultAsync(
                one => one.Course == row.Course && one.Person == row.Person && one.TakenMicros == row.TakenMicros,
                cancel) is { } known) return (BookAnswer.Known, known);
            if (await rows.CountAsync(cancel) >= options.TrainingsMax) return (BookAnswer.Full, row);
            if (row.Questions is not null && await IsTooOftenAsync(rows, row, cancel))
                return (BookAnswer.TooOften, row);
            rows.Add(row);
            await db.SaveChangesAsync(CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            await LoadAsync(CancellationToken.None);
            return (BookAnswer.Kept, row);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Whoever tries again and again finds the right choices without knowing why.</summary>
    private async Task<bool> IsTooOftenAsync(DbSet<TrainingRow> rows, TrainingRow row, CancellationToken cancel)
    {
        var since = (UnixTime.ToTime(row.TakenMicros) - QuizWindow).Micros();
        return await rows.CountAsync(
            one => one.Course == row.Course && one.Person == row.Person && one.Questions != null
                && one.TakenMicros > since, cancel) >= options.QuizzesPerHourMax;
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">Older than this number.</param>
    public async Task<IReadOnlyList<DrillRow>> ListAsync(
        string? drill, long before, int limit, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<DrillRow>().AsNoTracking()
            .Where(row => row.Number < before && (drill == null || row.Drill == drill))
            .OrderByDescending(row => row.Number).Take(limit).ToArrayAsync(cancel);
    }

    public async Task<DrillRow?> FindAsync(long number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<DrillRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancel);
    }
}
