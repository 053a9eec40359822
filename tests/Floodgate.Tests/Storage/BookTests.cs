using Floodgate.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Storage;

public sealed class BookTests
{
    private readonly FakeJournal _journal = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    /// <summary>Fault: any but two known exceptions left a book 'opening' with nobody trying again.</summary>
    [Fact]
    public async Task Opening_WhenReadingBreaksUnexpectedly_IsTriedAgain()
    {
        using var writer = new JournalWriter(_journal, _clock);
        var owner = new Owner(Environment(writer));
        _journal.BeforeRead = () => throw new TimeZoneNotFoundException("no such zone");

        var opening = owner.OpenAsync();
        await owner.Tried.WaitAsync(TestContext.Current.CancellationToken);
        _journal.BeforeRead = null;
        while (!opening.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        Assert.Equal(BookState.Open, owner.State);
    }

    /// <summary>Fault: a signal that threw ended the journal's thread, and with it the process.</summary>
    [Fact]
    public async Task Settled_WhenTheOwnerThrows_IsAnsweredAndTheBookReadAgain()
    {
        using var writer = new JournalWriter(_journal, _clock);
        var owner = new Owner(Environment(writer));
        await owner.OpenAsync();
        var question = new BookQuestion<EmptyBook, bool>(
            (_, events, _) =>
            {
                events.Byte(1);
                return true;
            },
            unanswered: false);
        owner.Throws = true;

        Assert.True(owner.TryEnqueue(question));
        writer.Step();

        Assert.True(await question.Answer);
        Assert.Equal(CloseReason.InvariantBroken, owner.Reason);
    }

    /// <summary>Fault: an owner stopped while it was opening opened all the same.</summary>
    [Fact]
    public async Task Stop_WhileOpening_StaysStopped()
    {
        using var writer = new JournalWriter(_journal, _clock);
        var owner = new Owner(Environment(writer)) { Joining = new TaskCompletionSource<bool>() };
        var opening = owner.OpenAsync();
        await owner.Tried.WaitAsync(TestContext.Current.CancellationToken);

        owner.Stop();
        owner.Joining.SetResult(true);
        await opening;

        Assert.Equal(BookState.Gone, owner.State);
    }

    private BookEnvironment Environment(JournalWriter writer) =>
        new(_journal, writer, new StorageOptions(), _clock, TaskScheduler.Default, NullLogger.Instance);

    private sealed class EmptyBook(ChainHead head) : Book(head)
    {
        public override void Apply(ReadOnlySpan<byte> body, long position, long timeMicros) { }
    }

    private sealed class Owner(BookEnvironment environment) : BookOwner<EmptyBook>(new ChainId(1, 0), environment)
    {
        private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Tried => _tried.Task;

        public bool Throws { get; set; }

        public CloseReason? Reason { get; private set; }

        public TaskCompletionSource<bool>? Joining { get; set; }

        public override void Settled(in RoundFigures round)
        {
            if (Throws) throw new InvalidOperationException("a listener broke");
        }

        protected override EmptyBook Load(ChainHead head)
        {
            try
            {
                var book = new EmptyBook(head with { Position = 0, Hash = JournalRow.FirstHash });
                Replay(book, head);
                return book;
            }
            finally
            {
                if (Joining is null) _tried.TrySetResult();
            }
        }

        protected override Task<bool> JoinAsync(EmptyBook book, BookWriter writer)
        {
            _tried.TrySetResult();
            return Joining?.Task ?? Task.FromResult(true);
        }

        protected override void OnClosed(CloseReason reason)
        {
            Reason = reason;
            Throws = false;
        }
    }
}
