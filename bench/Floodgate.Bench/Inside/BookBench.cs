using System.Diagnostics;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Bench.Inside;

/// <summary>
/// The product's own book, writer and journal on a real file, without HTTP, grains or pool: what is measured is
/// decision and journal alone. The stock is leased at once.
/// </summary>
internal sealed class BookBench : IBookOwner, IDisposable
{
    private readonly SqliteJournal _journal;
    private readonly JournalWriter _rounds;
    private readonly BookWriter _writer;
    private long _nextPerson;

    public BookBench(string folder, long stock)
    {
        Directory.CreateDirectory(folder);
        _journal = new SqliteJournal(JournalPath(folder));
        Chain = new ChainId(_journal.Register("bench"), 0);
        Book = new VoucherBook(_journal.TakeEpoch(Chain));
        _rounds = new JournalWriter(_journal, TimeProvider.System);
        _writer = new BookWriter(Book, this, new StorageOptions(), TimeProvider.System);
        _rounds.Attach(_writer);
        Begin(stock);
    }

    public ChainId Chain { get; }

    public VoucherBook Book { get; }

    public long DecisionTicks { get; private set; }

    public long FlushTicks { get; private set; }

    public static string JournalPath(string folder) => Path.Combine(folder, "journal.db");

    /// <summary>From here on rounds run on the writer's own thread, as in a node.</summary>
    public void Start() => _rounds.Start();

    /// <summary>Queues claims of new persons as one command, as a front end's lane does.</summary>
    public ClaimCommand Enqueue(int claims)
    {
        var requests = new ClaimRequest[claims];
        var first = Interlocked.Add(ref _nextPerson, claims) - claims;
        for (var i = 0; i < claims; i++) requests[i] = Persons.ClaimOf(first + i);
        var command = new ClaimCommand(requests);
        if (!_writer.TryEnqueue(command)) throw new InvalidOperationException("the book takes no commands");
        return command;
    }

    /// <summary>Issues vouchers round by round on the calling thread; the answer is the time all rounds took.</summary>
    public TimeSpan Claim(long claims, int perRound)
    {
        var spent = 0L;
        for (var left = claims; left > 0; left -= perRound)
        {
            var command = Enqueue((int)Math.Min(left, perRound));
            var start = Stopwatch.GetTimestamp();
            _rounds.Step();
            spent += Stopwatch.GetTimestamp() - start;
            Demand(command.Answers.Result!);
        }

        return TimeSpan.FromSeconds(spent / (double)Stopwatch.Frequency);
    }

    /// <summary>A figure is worth nothing if a claim in it was refused.</summary>
    public static void Demand(ClaimAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            if (answer.Kind != ClaimKind.Issued)
                throw new InvalidOperationException($"a claim was answered {answer.Kind}");
        }
    }

    public void Settled(in RoundFigures round)
    {
        DecisionTicks += round.DecisionTicks;
        FlushTicks += round.FlushTicks;
    }

    public void Closed(BookWriter writer, CloseReason reason, Exception? fault)
    {
        if (reason != CloseReason.Stopped) throw new InvalidOperationException($"the book closed: {reason}", fault);
    }

    public void Dispose()
    {
        _rounds.Dispose();
        _journal.Dispose();
    }

    private void Begin(long stock)
    {
        var version = new VersionMessage(1, 1, CampaignDocument.WriteJson(Definition(stock)));
        var begin = new BookQuestion<VoucherBook, bool>(
            (book, events, _) =>
            {
                var defined = ShardDecision.Define(book, version, events);
                ShardDecision.Receive(book, 0, stock, events);
                return defined;
            },
            unanswered: false);
        _writer.TryEnqueue(begin);
        _rounds.Step();
        if (!begin.Answer.Result) throw new InvalidOperationException("the book did not take the campaign");
    }

    public static CampaignDefinition Definition(long stock) => new()
    {
        Name = new BilingualText("压测", "Bench"),
        OpensAt = DateTimeOffset.UnixEpoch.AddYears(50),
        ClosesAt = DateTimeOffset.UnixEpoch.AddYears(80),
        PerPersonLimit = 1,
        Budget = new Money(stock * 3000, "CNY"),
        Batches =
        [
            new BatchDefinition
            {
                Id = "open",
                Name = new BilingualText("充足", "Plenty"),
                Stock = stock,
                FaceValue = new Money(3000, "CNY"),
                Threshold = new Money(10000, "CNY"),
                ValidDays = 30,
            },
        ],
    };
}
