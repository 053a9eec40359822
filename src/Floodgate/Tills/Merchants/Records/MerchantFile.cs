namespace Floodgate.Tills.Merchants.Records;

/// <summary>A merchant with all its stores: what one operation reads and writes.</summary>
internal sealed record MerchantFile(MerchantRow Merchant, IReadOnlyList<StoreRow> Stores)
{
    /// <summary>What a second person has to look at.</summary>
    public IEnumerable<AdmittedRow> Waiting =>
        new AdmittedRow[] { Merchant }.Concat(Stores).Where(row => row.Waits);

    public StoreRow? Store(string id) => Stores.FirstOrDefault(store => store.Id == id);
}

internal enum MerchantAnswer
{
    Done,
    UnknownMerchant,
    UnknownStore,

    /// <summary>Somebody changed it since it was read.</summary>
    Changed,
    MerchantExists,
    StoreExists,

    /// <summary>Nothing waits for a second person.</summary>
    Nothing,

    /// <summary>Nobody admits their own.</summary>
    Own,

    /// <summary>It does not stand so that this could be done.</summary>
    NotNow,
    Full,

    /// <summary>The records, or the trail of what people decide, cannot be written now.</summary>
    Away,
}

/// <param name="File">As it stands afterwards, when it was done.</param>
internal sealed record MerchantOutcome(MerchantAnswer Answer, MerchantFile? File = null);
