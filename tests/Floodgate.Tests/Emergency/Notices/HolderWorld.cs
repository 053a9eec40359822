using CsCheck;
using Floodgate.Admission;
using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Signals;
using Floodgate.Tests.Vouchers;
using Floodgate.Vouchers.Projection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Floodgate.Tests.Emergency.Notices.NoticesMaker;

namespace Floodgate.Tests.Emergency.Notices;

/// <summary>A voucher as the projector would have written it.</summary>
internal sealed record HeldVoucher(int Person, int Campaign, int Batch, int State, bool Later, bool Expired)
{
    public bool IsOnTheListOf(int? batch) => Campaign == HolderWorld.Number && State == 0 && !Later && !Expired
        && (batch is null || batch == Batch);
}

/// <summary>A relational file with vouchers in it, and messages over it.</summary>
internal sealed class HolderWorld : IDisposable
{
    public const string Campaign = "autumn";
    public const int Number = 2;
    public const int Batches = 2;

    public static readonly Gen<HeldVoucher[]> Vouchers = Gen.Select(
            Gen.Int[0, 250], Gen.Int[Number - 1, Number + 1], Gen.Int[0, Batches - 1], Gen.Int[0, 5], Gen.Int[0, 9],
            Gen.Int[0, 9])
        .Select((person, campaign, batch, state, later, expired) => new HeldVoucher(
            person, campaign, batch, Math.Max(0, state - 4), later == 0, expired == 0)).Array[0, 600];

    private readonly TemporaryFolder _folder = new();
    private readonly StepClock _clock = new(Noon);
    private readonly ProjectionClock _projected;
    private readonly Store _store;
    private long _number;

    private HolderWorld(int step)
    {
        var gates = new Gates(SignalsFixture.Create());
        gates.Add(Number, Campaign).SetVersions([BookMaker.Version(1, Sample.Campaign)]);
        _projected = new ProjectionClock(_clock);
        _store = new Store(_folder);
        var options = new NoticesOptions { RecipientsPerStepMax = step, ProjectionWaitSecondsMax = 0 };
        Messages = new HolderMessages(
            _store, gates, _projected, options, _clock, NullLogger<HolderMessages>.Instance);
    }

    public string Folder => _folder;

    public HolderMessages Messages { get; }

    public static async Task<HolderWorld> CreateAsync(int step = 10_000, bool followed = true)
    {
        var world = new HolderWorld(step);
        await using var db = await SqliteRelational.OpenAsync(
            world.Folder, TimeProvider.System, CancellationToken.None);
        if (followed) world.Follow();
        return world;
    }

    /// <summary>The tables have followed the journal to a moment after this one.</summary>
    public void Follow() => _projected.CaughtUp(Number, Noon.AddHours(1));

    /// <summary>Calls back when so many steps of a list are done.</summary>
    public void AfterSteps(int steps, Action call) => _clock.After(steps + 1, call);

    public Task<HolderOutcome> QueueAsync(string id, int? batch, CancellationToken cancel = default) =>
        Messages.QueueAsync(
            id, new HolderScope(Campaign, batch is { } place ? Sample.Campaign.Batches[place].Id : null),
            Both("通知", "a message"), cancel);

    public void WriteMany(int persons) => Write(
        [
            .. Enumerable.Range(0, persons)
                .Select(person => new HeldVoucher(person, Number, person % 2, 0, Later: false, Expired: false)),
        ]);

    public void Write(IReadOnlyList<HeldVoucher> vouchers)
    {
        using var connection = new SqliteConnection($"Data Source={SqliteRelational.FileIn(Folder)};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO voucher (VoucherId, Person, Campaign, Batch, Version, State, RemainingCents, ClaimedAt,
                ValidFrom, ValidUntil, CodeKey, Position)
            VALUES ($id, $person, $campaign, $batch, 1, $state, 3000, $claimed, 0, $until, 1, 1)
            """;
        foreach (var voucher in vouchers)
        {
            command.Parameters.Clear();
            var id = VoucherId.Create(voucher.Campaign, 0, _number++);
            command.Parameters.AddWithValue("$id", unchecked((long)id.Value));
            command.Parameters.AddWithValue("$person", Bytes(voucher.Person));
            command.Parameters.AddWithValue("$campaign", voucher.Campaign);
            command.Parameters.AddWithValue("$batch", voucher.Batch);
            command.Parameters.AddWithValue("$state", voucher.State);
            command.Parameters.AddWithValue("$claimed", Noon.AddHours(voucher.Later ? 2 : -2).Micros());
            command.Parameters.AddWithValue("$until", Noon.AddHours(voucher.Expired ? -1 : 24).Micros());
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Everybody on any list, in order.</summary>
    public async Task<IReadOnlyList<int>> RecipientsAsync()
    {
        await using var db = _store.CreateDbContext();
        var rows = await db.Set<HolderMessageRecipient>().AsNoTracking().ToListAsync();
        return [.. rows.Select(row => (int)PersonId.Read(row.Person).Value).Order()];
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static byte[] Bytes(int person)
    {
        var bytes = new byte[PersonId.Bytes];
        new PersonId((UInt128)person).Write(bytes);
        return bytes;
    }

    private sealed class Store(string folder) : IDbContextFactory<FloodgateDb>
    {
        public FloodgateDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<FloodgateDb>();
            SqliteRelational.Configure(options, SqliteRelational.FileIn(folder));
            return new FloodgateDb(options.Options);
        }
    }

    /// <summary>A clock that stands, and tells when it has been looked at so often.</summary>
    private sealed class StepClock(DateTimeOffset now) : FakeTimeProvider(now)
    {
        private int _left = int.MaxValue;
        private Action? _call;

        public void After(int looks, Action call) => (_left, _call) = (looks, call);

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Decrement(ref _left) == 0) _call?.Invoke();
            return base.GetUtcNow();
        }
    }
}
