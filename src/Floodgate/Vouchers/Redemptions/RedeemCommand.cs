using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// Redemptions as one command; none waits for another. One that needs room under a cap is answered so, with what to
/// ask the pool for.
/// </summary>
/// <param name="requests">In the order in which they are decided.</param>
/// <param name="granted">What the pool granted: received first, so that no recall comes between.</param>
internal sealed class RedeemCommand(RedeemRequest[] requests, CapGrant granted = default) : BookCommand
{
    private readonly RedemptionAnswer[] _answers = new RedemptionAnswer[requests.Length];
    private readonly TaskCompletionSource<RedemptionAnswer[]> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override int Weight => requests.Length;

    public override bool Bounded => true;

    public override bool Reserved => true;

    /// <summary>One answer a request, in order.</summary>
    public Task<RedemptionAnswer[]> Answers => _done.Task;

    /// <summary>What the last request that needs room asks for.</summary>
    public CapRequest Wanted { get; private set; }

    public override bool Decide(Storage.Book book, EventWriter events, long nowMicros, bool expired)
    {
        var vouchers = (VoucherBook)book;
        CapDecision.Take(vouchers, granted.To, granted.Reply, events);
        for (var i = 0; i < requests.Length; i++)
        {
            _answers[i] = RedeemDecision.Decide(vouchers, requests[i], events, nowMicros);
            if (_answers[i].Kind == RedemptionKind.CapWanted) Wanted = CapDecision.Request(vouchers, _answers[i]);
        }

        return true;
    }

    public override void Settle(CommitOutcome outcome, bool final)
    {
        if (outcome != CommitOutcome.Committed)
        {
            var kind = outcome == CommitOutcome.Unknown ? RedemptionKind.Unknown : RedemptionKind.Unavailable;
            // What is known to have been taken stays taken: 'nothing happened' would be a lie.
            foreach (ref var answer in _answers.AsSpan())
                answer = RedemptionAnswer.Refuse(
                    answer.Kind == RedemptionKind.Repeated ? RedemptionKind.Unknown : kind);
        }

        _done.TrySetResult(_answers);
    }

    public override void Abandon()
    {
        if (_done.Task.IsCompleted) return;
        Array.Fill(_answers, RedemptionAnswer.Refuse(RedemptionKind.Unavailable));
        _done.TrySetResult(_answers);
    }
}
