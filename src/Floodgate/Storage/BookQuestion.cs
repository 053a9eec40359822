namespace Floodgate.Storage;

/// <summary>
/// A command with one answer, given when its row is durable; else what <paramref name="refuse"/> makes of the outcome:
/// one that is not known is not a no.
/// </summary>
/// <param name="decide">The answer, decided against the book.</param>
/// <param name="refuse">The answer when nothing was committed, or nobody knows.</param>
/// <param name="bounded">Whether a full queue refuses it.</param>
/// <param name="reserved">Whether it may use the share of the queue that claims cannot take.</param>
internal sealed class BookQuestion<TBook, T>(
    Func<TBook, EventWriter, long, T> decide, Func<CommitOutcome, T> refuse, bool bounded = false,
    bool reserved = false) : BookCommand
    where TBook : Book
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _answer;

    public BookQuestion(Func<TBook, EventWriter, long, T> decide, T unanswered, bool bounded = false)
        : this(decide, _ => unanswered, bounded)
    {
    }

    public override bool Bounded => bounded;

    public override bool Reserved => reserved;

    public Task<T> Answer => _done.Task;

    public override bool Decide(Book book, EventWriter events, long nowMicros, bool expired)
    {
        _answer = decide((TBook)book, events, nowMicros);
        return true;
    }

    public override void Settle(CommitOutcome outcome, bool final) =>
        _done.TrySetResult(outcome == CommitOutcome.Committed ? _answer! : refuse(outcome));

    public override void Abandon() => _done.TrySetResult(refuse(CommitOutcome.None));
}
