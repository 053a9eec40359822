using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>How vouchers are handed out. A draw comes with a later capability.</summary>
public enum CampaignMode { FirstCome }

/// <summary>What a refund does to the voucher: back to its holder, void to the pool, or back with more time.</summary>
public enum RefundMode { Restore, Void, Extend }

/// <summary>
/// A campaign as its organiser wrote it; immutable, one instance a version. Checked by CampaignValidator.
/// </summary>
public sealed record CampaignDefinition
{
    public required BilingualText Name { get; init; }

    public CampaignMode Mode { get; init; } = CampaignMode.FirstCome;

    public RefundMode RefundMode { get; init; } = RefundMode.Restore;

    /// <summary>Books the campaign is spread over, 1 to 64; fixed by the first version.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>IANA zone in which days, weekdays and the board's times are read.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    public required DateTimeOffset OpensAt { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>Vouchers one person may hold over the whole campaign.</summary>
    public required int PerPersonLimit { get; init; }

    /// <summary>
    /// A hard cap: at least the face value of all stock, less what came back of vouchers for good (I6).
    /// </summary>
    public required Money Budget { get; init; }

    /// <summary>
    /// Of the budget, at most so much face value is granted by hand; null: nothing is. A grant takes two people.
    /// </summary>
    public Money? GrantBudget { get; init; }

    public Eligibility Eligibility { get; init; } = Eligibility.Everyone;

    public RedemptionRules Redemption { get; init; } = RedemptionRules.Default;

    /// <summary>
    /// Never reordered or removed by a later version, only changed or added to: the place is the book's batch number.
    /// </summary>
    public required IReadOnlyList<BatchDefinition> Batches { get; init; }
}

/// <summary>A stock of identical vouchers.</summary>
public sealed record BatchDefinition
{
    public required string Id { get; init; }

    public required BilingualText Name { get; init; }

    public required long Stock { get; init; }

    public required Money FaceValue { get; init; }

    /// <summary>The smallest order the voucher is taken for.</summary>
    public required Money Threshold { get; init; }

    public int PerPersonLimit { get; init; } = 1;

    /// <summary>Later than the campaign's opening for a further round; null means with the campaign.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Null means from the moment of the claim.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Exactly one of <see cref="ValidUntil"/> and <see cref="ValidDays"/> is set.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Days of validity from the claim.</summary>
    public int? ValidDays { get; init; }

    /// <summary>Null means face value x stock.</summary>
    public Money? Budget { get; init; }

    /// <summary>A voucher may be used up over several orders; else what one order leaves of it is given up.</summary>
    public bool Partial { get; init; }
    /// <summary>Where its vouchers are taken; null means at every store of the campaign.</summary>
    public StoreRule? Stores { get; init; }
}

/// <summary>Who may claim. All conditions that are set must hold.</summary>
public sealed record Eligibility
{
    public static Eligibility Everyone { get; } = new();

    /// <summary>
    /// Region codes of the token's <c>region</c> claim, or empty for all. A code covers what it begins.
    /// </summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Monday to Friday only persons whose identity's last digit is that day's: 1+6, 2+7, 3+8, 4+9, 5+0.
    /// </summary>
    public bool WeekdayByLastDigit { get; init; }

    public AllowListReference? AllowList { get; init; }
}

/// <summary>An uploaded allow list, pinned by its content.</summary>
public sealed record AllowListReference(string Id, string Sha256);
