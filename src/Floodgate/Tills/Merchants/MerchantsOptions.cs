using System.ComponentModel.DataAnnotations;

namespace Floodgate.Tills.Merchants;

/// <summary>Limits of merchants and stores. Section <c>Floodgate:Merchants</c> of the configuration.</summary>
public sealed class MerchantsOptions
{
    /// <summary>Merchants; 10 to 1,000,000.</summary>
    [Range(10, 1_000_000)]
    public int MerchantsMax { get; set; } = 50_000;

    /// <summary>Stores of all merchants: each is in the memory of every node; 10 to 1,000,000.</summary>
    [Range(10, 1_000_000)]
    public int StoresMax { get; set; } = 200_000;

    /// <summary>Stores of one merchant; 1 to 20,000.</summary>
    [Range(1, 20_000)]
    public int StoresPerMerchantMax { get; set; } = 5_000;

    /// <summary>Keys of one store that are not revoked; 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int KeysPerStoreMax { get; set; } = 50;

    /// <summary>Seconds until a node sees a change made by another; 1 to 60.</summary>
    [Range(1, 60)]
    public int RefreshSeconds { get; set; } = 2;

    /// <summary>Bytes of an imported file; 10,000 to 64 MiB.</summary>
    [Range(10_000, 64 << 20)]
    public int ImportBytesMax { get; set; } = 8 << 20;

    /// <summary>Rows of an imported file; 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int ImportRowsMax { get; set; } = 20_000;

    /// <summary>Faults an import names before it stops looking; 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int ImportFaultsMax { get; set; } = 200;

    /// <summary>Imports that are read at one time; 1 to 16.</summary>
    [Range(1, 16)]
    public int ImportsAtOnceMax { get; set; } = 2;

    /// <summary>Rows of a list in one answer; 10 to 1,000.</summary>
    [Range(10, 1_000)]
    public int PageMax { get; set; } = 100;

    /// <summary>Acts of one merchant that its page shows, the newest first; 10 to 1,000.</summary>
    [Range(10, 1_000)]
    public int ActsShownMax { get; set; } = 100;

    /// <summary>Redemptions one freeze names; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int DisputedRedemptionsMax { get; set; } = 1_000;
}
