using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// One question of a till. It has a share of the queue that claims cannot take, and says which way it failed: an
/// outcome that is not known is not a no.
/// </summary>
internal sealed class TillCommand<T>(
    Func<VoucherBook, EventWriter, long, T> decide, Func<RedemptionKind, T> refuse) : BookCommand
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _answer;

    public override bool Bounded => true;

    public override bool Reserved => true;

    public Task<T> Answer => _done.Task;

    public override bool Decide(Storage.Book book, EventWriter events, long nowMicros, bool expired)
    {
        _answer = decide((VoucherBook)book, events, nowMicros);
        return true;
    }

    public override void Settle(CommitOutcome outcome, bool final) => _done.TrySetResult(outcome switch
    {
        CommitOutcome.Committed => _answer!,
        CommitOutcome.Unknown => refuse(RedemptionKind.Unknown),
        _ => refuse(RedemptionKind.Unavailable),
    });

    public override void Abandon() => _done.TrySetResult(refuse(RedemptionKind.Unavailable));
}
