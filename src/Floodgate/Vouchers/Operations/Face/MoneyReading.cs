using Floodgate.Foundation;

namespace Floodgate.Vouchers.Operations.Face;

/// <summary>
/// A whole and its parts, minor units: <c>whole = unissued + held + redeemed + settled + returned + expired + void</c>
/// (I6), to the cent.
/// </summary>
/// <param name="Returned">To the campaign by refunds, and what vouchers that are used once gave up.</param>
public sealed record MoneyParts(
    long Whole, long Unissued, long Held, long Redeemed, long Settled, long Returned, long Expired, long Voided)
{
    public long Sum => Unissued + Held + Redeemed + Settled + Returned + Expired + Voided;
}

/// <summary>The money of a campaign or of one batch, refunds deducted.</summary>
/// <param name="Issued">Face value issued.</param>
/// <param name="Orders">What orders came to that vouchers were taken for.</param>
/// <param name="Leverage">Orders to subsidy; null while nothing is redeemed.</param>
/// <param name="Rate">Subsidy to the face value issued; null while nothing is issued.</param>
public sealed record MoneyLine(
    string Id, BilingualText Name, MoneyParts Parts, long Issued, long Orders, long Redemptions, decimal? Leverage,
    decimal? Rate);

/// <summary>A hard cap on redemptions and what is used of it.</summary>
/// <param name="Per"><c>day</c>, <c>region</c> or <c>merchant</c>.</param>
/// <param name="Target">The region or merchant; null: each has this cap, and the one that used most is shown.</param>
/// <param name="Most">Which has used most, where each has the cap; null: none has used any.</param>
public sealed record CapLine(string Per, string? Target, string? Most, long Amount, long Used);

/// <summary>A campaign's money at one vector of journal positions.</summary>
/// <param name="Reissued">Freed money that went into stock again: it counts as unissued.</param>
/// <param name="Conflicts">Taken without connection from vouchers that were spent: borne outside the budget.</param>
/// <param name="CapsAsOf">The caps' use is the projection's, a moment behind the books.</param>
public sealed record MoneyReading(
    string Campaign, BilingualText Name, string Currency, string Position, DateTimeOffset At, MoneyLine Whole,
    IReadOnlyList<MoneyLine> Batches, IReadOnlyList<CapLine> Caps, long GrantBudget, long Granted, long Reissued,
    long Conflicts, DateTimeOffset CapsAsOf);
