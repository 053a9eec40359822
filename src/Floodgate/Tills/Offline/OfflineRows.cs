using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Tills.Offline;

/// <summary>A quota that was given, and how far its log has come. Times are Unix microseconds.</summary>
internal sealed class OfflineQuotaRow
{
    public string QuotaId { get; set; } = "";

    public int Store { get; set; }

    public string Terminal { get; set; } = "";

    public string Currency { get; set; } = "";

    public int Count { get; set; }

    public long Cents { get; set; }

    public long IssuedAt { get; set; }

    public long ExpiresAt { get; set; }

    /// <summary>Of the quota, what its entries were good for.</summary>
    public int UsedCount { get; set; }

    public long UsedCents { get; set; }

    /// <summary>Its successor was used, or it was: nothing more is taken on it, and it exposes nobody.</summary>
    public bool Closed { get; set; }

    public int LastEntry { get; set; }

    /// <summary>The last entry's hash; before the first, the hash of the token.</summary>
    public string Head { get; set; } = "";

    /// <summary>The till's time of the last entry.</summary>
    public long LastAt { get; set; }
}

/// <summary>One entry of a till's log and what became of it; never changed.</summary>
internal sealed class OfflineEntryRow
{
    public string QuotaId { get; set; } = "";

    public int Entry { get; set; }

    public string Hash { get; set; } = "";

    /// <summary>0 when the payload could not be read.</summary>
    public long VoucherId { get; set; }

    public string OrderRef { get; set; } = "";

    public long OrderCents { get; set; }

    public long At { get; set; }

    public string State { get; set; } = "";

    /// <summary>The refusal's code, when there is one.</summary>
    public string? Code { get; set; }

    public long RedemptionId { get; set; }

    public long DiscountCents { get; set; }

    /// <summary>Of what was taken: what its code was signed for and the voucher no more had.</summary>
    public long ShortfallCents { get; set; }

    /// <summary>Who bears what was not taken.</summary>
    public string? Liable { get; set; }

    public long SyncedAt { get; set; }
}

internal sealed class OfflineQuotaTable : IEntityTypeConfiguration<OfflineQuotaRow>
{
    public void Configure(EntityTypeBuilder<OfflineQuotaRow> builder)
    {
        builder.ToTable("offline_quota").HasKey(row => row.QuotaId);
        builder.Property(row => row.QuotaId).HasMaxLength(32);
        builder.Property(row => row.Terminal).HasMaxLength(32);
        builder.Property(row => row.Currency).HasMaxLength(3);
        builder.Property(row => row.Head).HasMaxLength(64);
        builder.HasIndex(row => row.Store);
    }
}

internal sealed class OfflineEntryTable : IEntityTypeConfiguration<OfflineEntryRow>
{
    public void Configure(EntityTypeBuilder<OfflineEntryRow> builder)
    {
        builder.ToTable("offline_entry").HasKey(row => new { row.QuotaId, row.Entry });
        builder.Property(row => row.QuotaId).HasMaxLength(32);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.OrderRef).HasMaxLength(64);
        builder.Property(row => row.State).HasMaxLength(16);
        builder.Property(row => row.Code).HasMaxLength(40);
        builder.Property(row => row.Liable).HasMaxLength(16);
        builder.HasIndex(row => row.VoucherId);
    }
}
