using Floodgate.Admission;
using Floodgate.Storage;
using Floodgate.Vouchers.Lanes;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Claims;

/// <summary>The ways of claims to their books.</summary>
internal sealed class ClaimLanes(
    VoucherNode node, IOptions<ClaimsOptions> options, ClaimPace pace, TimeProvider clock)
    : BookLanes<ClaimRequest, ClaimAnswer>(clock)
{
    /// <summary>
    /// The lane to a shard's book. Claims of a batch that looks sold out have a lane of their own: their answer needs
    /// no commit, so they do not wait for anybody else's.
    /// </summary>
    public BookLane<ClaimRequest, ClaimAnswer> Of(CampaignGate gate, int shard, bool soldOut) =>
        Lane(new ChainId(gate.Number, shard), soldOut);

    /// <summary>The shard of a person: the person's own keyed bits choose it.</summary>
    public static int ShardOf(UInt128 person, int shards) => (int)((uint)(ulong)person % (uint)shards);

    protected override LaneTerms<ClaimRequest, ClaimAnswer> TermsOf(ChainId chain)
    {
        var limits = options.Value;
        return new LaneTerms<ClaimRequest, ClaimAnswer>(
            node.Book(chain).ClaimAsync,
            static why => ClaimAnswer.Refuse(why switch
            {
                LaneRefusal.Overloaded => ClaimKind.Overloaded,
                LaneRefusal.Unavailable => ClaimKind.Unavailable,
                _ => ClaimKind.Unknown,
            }),
            static answer => answer.Kind is ClaimKind.Overloaded or ClaimKind.Unavailable,
            () => pace.LaneRequestsMax, limits.CallRequestsMax, limits.LaneCallsMax, limits.AnswerMillisecondsMax,
            HoldsOn: node.Environment.Journal.NeedsHold);
    }
}
