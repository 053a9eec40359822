using Floodgate.Foundation;

namespace Floodgate.Tills.Redemptions.Face;

/// <summary>One event of a voucher's life, with its place in the journal.</summary>
/// <param name="Kind"><c>claimed</c>, <c>granted</c>, <c>redeemed</c>, <c>refunded</c>, <c>undone</c>,
/// <c>expired</c>, <c>void</c>, <c>frozen</c>, <c>unfrozen</c> or <c>conflict</c>.</param>
/// <param name="Amount">What the voucher gave, got back or lost.</param>
/// <param name="Effect">Of a refund: <c>restored</c>, <c>returned</c> or <c>extended</c>.</param>
/// <param name="Left">What is left of the order to refund, where this redemption stands.</param>
public sealed record LifeEvent(
    string Kind, DateTimeOffset At, string Position, Money Amount, string? Redemption, string? Store,
    BilingualText? StoreName, string? Merchant, string? Terminal, string? Order, Money? OrderAmount, bool Offline,
    string? Effect, string? By, string? Reason, Money? Left, bool MayUndo);

/// <summary>A voucher's whole life as staff see it: who holds it is not told.</summary>
/// <param name="State"><c>held</c>, <c>partlyRedeemed</c>, <c>redeemed</c>, <c>expired</c>, <c>void</c> or
/// <c>frozen</c>.</param>
/// <param name="Events">The oldest first.</param>
/// <param name="EventsAsOf">What came later may be missing yet.</param>
/// <param name="MayMark">This person may make it void, freeze it or let it go on.</param>
/// <param name="MayRefund">This person may refund and undo in the back office.</param>
public sealed record VoucherLifeView(
    string Id, string Campaign, BilingualText CampaignName, BilingualText BatchName, string State, bool Frozen,
    Money FaceValue, Money Remaining, DateTimeOffset ClaimedAt, DateTimeOffset ValidUntil, int Version,
    string TimeZone, IReadOnlyList<LifeEvent> Events, DateTimeOffset EventsAsOf, bool MayMark, bool MayRefund);
