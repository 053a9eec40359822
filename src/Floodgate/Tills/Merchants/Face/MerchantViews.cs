using Floodgate.Foundation;

namespace Floodgate.Tills.Merchants.Face;

/// <summary>What was looked for, or why it could not be; both null: there is no such thing.</summary>
public sealed record Seen<T>(T? Found, BilingualText? Fault)
    where T : class;

/// <summary>What to list.</summary>
/// <param name="State">Null: all.</param>
public sealed record MerchantFilter(string? State, bool WaitingOnly, string? Text);

/// <param name="Next">Null: no more.</param>
public sealed record MerchantLines(IReadOnlyList<MerchantItem> Items, int? Next, bool MayEdit);

/// <param name="Waiting">Parts of it that wait for a second person.</param>
public sealed record MerchantItem(
    string Id, BilingualText Name, string State, int Stores, int Waiting, string AppliedBy, DateTimeOffset AppliedAt);

/// <summary>One line of a change that waits.</summary>
public sealed record TermsChange(BilingualText What, string Before, string After);

/// <param name="Own">Whoever looks wrote a part of what waits, and is not the second person.</param>
public sealed record MerchantView(
    string Id, BilingualText Name, string? Registration, string? Contact, string State, BilingualText? Reason,
    IReadOnlyList<TermsChange> Changes, bool Waits, bool Own, bool MayEdit, bool MayDecide, int Version,
    string AppliedBy, DateTimeOffset AppliedAt, string? DecidedBy, IReadOnlyList<StoreItem> Stores,
    IReadOnlyList<FreezeView> Freezes, IReadOnlyList<ActView> Acts);

/// <param name="Standing">How its tills stand; null before approval.</param>
public sealed record StoreItem(
    string Id, int Number, BilingualText Name, string Region, string Category, string? Address,
    IReadOnlyList<string> Takes, string State, string? Standing, BilingualText? Reason,
    IReadOnlyList<TermsChange> Changes, bool Waits, DateTimeOffset? TestedAt, string? TestedTerminal);

/// <param name="TestVoucher">Null before approval.</param>
public sealed record StoreView(
    StoreItem Store, string Merchant, BilingualText MerchantName, string? TestVoucher, IReadOnlyList<KeyView> Keys,
    IReadOnlyList<FreezeView> Freezes, IReadOnlyList<ActView> Acts, int Version, bool MayEdit, bool MayDecide);

/// <param name="Held">What settlement holds back, in words.</param>
public sealed record FreezeView(
    string? Store, BilingualText Reason, BilingualText Appeal, BilingualText Held, DateTimeOffset At);

public sealed record ActView(DateTimeOffset At, string Act, string? Store, string Actor, string? Reason);

public sealed record KeyView(
    string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedOn, DateTimeOffset? RevokedAt);

/// <param name="Merchant">Its id.</param>
public sealed record MerchantAsked(string Merchant, BilingualText Name, string Registration, string Contact);

public sealed record StoreAsked(
    string Store, BilingualText Name, string Region, string Category, string Address, string Takes);

/// <param name="Act"><c>Suspended</c>, <c>Frozen</c> or <c>Reinstated</c>.</param>
/// <param name="Redemptions">With a freeze: ids, separated by spaces or lines; or the amount.</param>
/// <param name="AmountYuan">With a freeze: what is in dispute, if no redemptions are named.</param>
public sealed record StandingAsked(
    string Act, BilingualText Reason, BilingualText Appeal, string Redemptions, decimal? AmountYuan);

/// <summary>A key, shown once; or why none was made.</summary>
public sealed record KeyMade(string? Key, BilingualText? Refusal);

/// <summary>What came of a file.</summary>
/// <param name="Good">It could be imported, or was.</param>
public sealed record ImportView(
    bool Good, bool Imported, int Merchants, int Stores, IReadOnlyList<ImportFaultView> Faults,
    BilingualText? Refusal);

public sealed record ImportFaultView(int Row, string? Column, BilingualText Message);
