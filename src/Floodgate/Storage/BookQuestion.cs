namespace Floodgate.Storage;

/// <summary>A command with one answer, given when its row is durable; <c>unanswered</c> if it is not.</summary>
internal sealed class BookQuestion<TBook,
    T>(Func<TBook, EventWriter, long, T> decide, T unanswered, bool bounded = false)
    : BookCommand
    where TBook : Book
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly T _unanswered = unanswered;
    private T _answer = unanswered;

    public override bool Bounded => bounded;

    public Task<T> Answer => _done.Task;

    public override bool Decide(Book book, EventWriter events, long nowMicros, bool expired)
    {
        _answer = decide((TBook)book, events, nowMicros);
        return true;
    }

    public override void Settle(CommitOutcome outcome, bool final) =>
        _done.TrySetResult(outcome == CommitOutcome.Committed ? _answer : _unanswered);

    public override void Abandon() => _done.TrySetResult(_unanswered);
}
