using Floodgate.Foundation;

namespace Floodgate.Tills.Merchants.Records;

/// <summary>What merchants and stores have in common: two people admit them. Times are Unix microseconds.</summary>
internal abstract class AdmittedRow
{
    /// <summary>Never used again; journalled with redemptions.</summary>
    public int Number { get; set; }

    public string Id { get; set; } = "";

    public string NameZh { get; set; } = "";

    public string NameEn { get; set; } = "";

    public MerchantState State { get; set; }

    /// <summary>Why it stands as it does, when that is not simply approved.</summary>
    public string? ReasonZh { get; set; }

    public string? ReasonEn { get; set; }

    /// <summary>Terms that wait for a second person, as JSON; those in force stay until then.</summary>
    public string? Proposal { get; set; }

    /// <summary>Whoever had a hand in what waits, one a line: none of them approves it.</summary>
    public string Authors { get; set; } = "";

    public string AppliedBy { get; set; } = "";

    public long AppliedAt { get; set; }

    public string? DecidedBy { get; set; }

    public long? DecidedAt { get; set; }

    public BilingualText Name => new(NameZh, NameEn);

    public BilingualText? Reason => ReasonZh is { } zh && ReasonEn is { } en ? new(zh, en) : null;

    public bool Waits => State == MerchantState.Applied || Proposal is not null;

    public IReadOnlyList<string> AuthorList => Authors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void AddAuthor(string person)
    {
        if (!AuthorList.Contains(person, StringComparer.Ordinal)) Authors = string.Join('\n', [.. AuthorList, person]);
    }
}

internal sealed class MerchantRow : AdmittedRow
{
    public string? Registration { get; set; }

    public string? Contact { get; set; }

    /// <summary>Rises with each change of the merchant or of one of its stores.</summary>
    public int Version { get; set; }

    public MerchantTerms Terms => new(Name, Registration, Contact);

    public void Take(MerchantTerms terms) =>
        (NameZh, NameEn, Registration, Contact) = (terms.Name.Zh, terms.Name.En, terms.Registration, terms.Contact);
}

internal sealed class StoreRow : AdmittedRow
{
    public int MerchantNumber { get; set; }

    public string Region { get; set; } = "";

    public string Category { get; set; } = "";

    public string? Address { get; set; }

    /// <summary>One a line; empty: whatever the campaigns allow it.</summary>
    public string Takes { get; set; } = "";

    /// <summary>When one of its tills last redeemed the test voucher.</summary>
    public long? TestedAt { get; set; }

    public string? TestedTerminal { get; set; }

    public string[] TakesList => Takes.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public StoreTerms Terms => new(Name, Region, Category, Address, TakesList is { Length: > 0 } takes ? takes : null);

    public void Take(StoreTerms terms)
    {
        (NameZh, NameEn, Region, Category) = (terms.Name.Zh, terms.Name.En, terms.Region, terms.Category);
        (Address, Takes) = (terms.Address, string.Join('\n', terms.Takes ?? []));
    }
}

/// <summary>Who did what to a merchant or store, when and why; append-only.</summary>
internal sealed class MerchantActRow
{
    public long Number { get; set; }

    public int MerchantNumber { get; set; }

    /// <summary>Null: the merchant as a whole.</summary>
    public int? StoreNumber { get; set; }

    public MerchantAct Act { get; set; }

    public string Actor { get; set; } = "";

    public long At { get; set; }

    public string? Reason { get; set; }

    /// <summary>The approval it carried out, if it was one.</summary>
    public string? Approval { get; set; }
}

/// <summary>One freeze: what was said to the merchant, and what settlement holds back until it ends.</summary>
internal sealed class FreezeRow
{
    public long Number { get; set; }

    public int MerchantNumber { get; set; }

    /// <summary>Null: the merchant as a whole.</summary>
    public int? StoreNumber { get; set; }

    public string ReasonZh { get; set; } = "";

    public string ReasonEn { get; set; } = "";

    public string AppealZh { get; set; } = "";

    public string AppealEn { get; set; } = "";

    /// <summary>Minor units; null when the redemptions in dispute are named.</summary>
    public long? DisputedAmount { get; set; }

    public string? Currency { get; set; }

    /// <summary>Redemption ids in dispute, one a line.</summary>
    public string Redemptions { get; set; } = "";

    public string By { get; set; } = "";

    public long At { get; set; }

    public string? EndedBy { get; set; }

    public long? EndedAt { get; set; }

    public string? EndReason { get; set; }
}
