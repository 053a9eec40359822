using Floodgate.Storage;
using Floodgate.Vouchers.Lanes;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>The ways of redemptions to their books: apart from those of claims, whatever waits there.</summary>
internal sealed class RedemptionLanes(VoucherNode node, IOptions<RedemptionOptions> options, TimeProvider clock)
    : BookLanes<RedeemRequest, RedemptionAnswer>(clock)
{
    /// <summary>
    /// The book's answer. What was sent is waited for until it has ended: whoever asks for the order meanwhile is not
    /// to be told 'none' of what is taken a moment later. The caller answers the till in time.
    /// </summary>
    /// <param name="chain">The voucher's book.</param>
    /// <param name="request">The redemption.</param>
    /// <param name="startedTicks">Stopwatch ticks when it arrived: the promise of an answer counts from there.</param>
    public async Task<RedemptionAnswer> RedeemAsync(ChainId chain, RedeemRequest request, long startedTicks)
    {
        var waiter = new LaneWaiter<RedeemRequest, RedemptionAnswer>(request, startedTicks);
        if (!Lane(chain).TryAdd(waiter)) return RedemptionAnswer.Refuse(RedemptionKind.Overloaded);
        var answer = await waiter.Task;
        // Room under a cap is asked of the pool: who needs it waits for it alone.
        return answer.Kind == RedemptionKind.CapWanted ? await node.Book(chain).RedeemAsync(request) : answer;
    }

    protected override LaneTerms<RedeemRequest, RedemptionAnswer> TermsOf(ChainId chain)
    {
        var limits = options.Value;
        return new LaneTerms<RedeemRequest, RedemptionAnswer>(
            node.Book(chain).RedeemManyAsync,
            static why => RedemptionAnswer.Refuse(why switch
            {
                LaneRefusal.Overloaded => RedemptionKind.Overloaded,
                LaneRefusal.Unavailable => RedemptionKind.Unavailable,
                _ => RedemptionKind.Unknown,
            }),
            static answer => answer.Kind is RedemptionKind.Overloaded or RedemptionKind.Unavailable,
            () => limits.LaneRequestsMax, limits.CallRequestsMax, limits.LaneCallsMax, limits.AnswerMillisecondsMax,
            AnswersSent: false, HoldsOn: node.Environment.Journal.NeedsHold);
    }
}
