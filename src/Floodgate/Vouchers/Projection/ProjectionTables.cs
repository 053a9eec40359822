using Floodgate.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// A voucher as the projector last saw it in the journal. Times are Unix microseconds, money is cents.
/// </summary>
internal sealed class ProjectedVoucher
{
    public VoucherId VoucherId { get; set; }

    public PersonId Person { get; set; }

    public int Campaign { get; set; }

    public int Batch { get; set; }

    /// <summary>The campaign's version the voucher was issued under.</summary>
    public int Version { get; set; }

    public int State { get; set; }

    public long RemainingCents { get; set; }

    public long ClaimedAt { get; set; }

    public long ValidFrom { get; set; }

    public long ValidUntil { get; set; }

    /// <summary>The key its code is derived with.</summary>
    public int CodeKey { get; set; }

    /// <summary>Where in its chain the voucher was issued.</summary>
    public long Position { get; set; }

    /// <summary>Where in its chain the voucher was last changed.</summary>
    public long Changed { get; set; }

    public bool Frozen { get; set; }

    /// <summary>What it was issued with.</summary>
    public long FaceCents { get; set; }

    /// <summary>Good until then by a refund, if later than <see cref="ValidUntil"/>; 0: none.</summary>
    public long RefundUntil { get; set; }
}

/// <summary>A redemption as the projector last saw it. Times are Unix microseconds, money is cents.</summary>
internal sealed class ProjectedRedemption
{
    /// <summary>Campaign, shard and number, packed as a voucher's id is.</summary>
    public long RedemptionId { get; set; }

    public long VoucherId { get; set; }

    public int Campaign { get; set; }

    public int Batch { get; set; }

    public int Store { get; set; }

    public string Merchant { get; set; } = "";

    public string Region { get; set; } = "";

    public string Terminal { get; set; } = "";

    public string OrderRef { get; set; } = "";

    public long OrderCents { get; set; }

    public long DiscountCents { get; set; }

    /// <summary>From the voucher: the discount, and what was given up beyond it.</summary>
    public long TakenCents { get; set; }

    public long RestoredCents { get; set; }

    public long ReturnedCents { get; set; }

    public long RefundedCents { get; set; }

    public bool Undone { get; set; }

    public bool Offline { get; set; }

    public long At { get; set; }

    public long Position { get; set; }
}

/// <summary>
/// What happened to one voucher besides its claim and its redemptions, as the journal has it: refunds, undoing, expiry,
/// marks of staff, conflicts. Times are Unix microseconds, money is cents.
/// </summary>
internal sealed class ProjectedEvent
{
    public long VoucherId { get; set; }

    public long Position { get; set; }

    /// <summary>Which of its row.</summary>
    public int Place { get; set; }

    public int Kind { get; set; }

    /// <summary>Of a mark: which; of a refund: where its share went.</summary>
    public int Detail { get; set; }

    public long At { get; set; }

    public long? RedemptionId { get; set; }

    public int? Store { get; set; }

    public long OrderCents { get; set; }

    public long Cents { get; set; }

    public string? Reason { get; set; }

    public string? Actor { get; set; }
}

/// <summary>How far a chain of the journal has been projected, and the chain's hash there.</summary>
internal sealed class ProjectionPosition
{
    public long Chain { get; set; }

    public long Position { get; set; }

    public byte[] Hash { get; set; } = [];
}

internal sealed class ProjectedVoucherTable : IEntityTypeConfiguration<ProjectedVoucher>
{
    public void Configure(EntityTypeBuilder<ProjectedVoucher> builder)
    {
        builder.ToTable("voucher");
        builder.HasKey(voucher => voucher.VoucherId);
        builder.Property(voucher => voucher.VoucherId)
            .HasConversion(id => unchecked((long)id.Value), number => new VoucherId(unchecked((ulong)number)))
            .ValueGeneratedNever();
        builder.Property(voucher => voucher.Person)
            .HasConversion(person => Bytes(person), bytes => PersonId.Read(bytes));
        builder.HasIndex(voucher => voucher.Person);
    }

    private static byte[] Bytes(PersonId person)
    {
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        return bytes;
    }
}

internal sealed class ProjectedRedemptionTable : IEntityTypeConfiguration<ProjectedRedemption>
{
    public void Configure(EntityTypeBuilder<ProjectedRedemption> builder)
    {
        builder.ToTable("redemption");
        builder.HasKey(redemption => redemption.RedemptionId);
        builder.Property(redemption => redemption.RedemptionId).ValueGeneratedNever();
        builder.HasIndex(redemption => redemption.VoucherId);
        builder.HasIndex(redemption => new { redemption.Store, redemption.At });
    }
}

internal sealed class ProjectedEventTable : IEntityTypeConfiguration<ProjectedEvent>
{
    public void Configure(EntityTypeBuilder<ProjectedEvent> builder)
    {
        builder.ToTable("voucher_event");
        builder.HasKey(one => new { one.VoucherId, one.Position, one.Place });
    }
}

internal sealed class ProjectionPositionTable : IEntityTypeConfiguration<ProjectionPosition>
{
    public void Configure(EntityTypeBuilder<ProjectionPosition> builder)
    {
        builder.ToTable("projection_position");
        builder.HasKey(position => position.Chain);
        builder.Property(position => position.Chain).ValueGeneratedNever();
    }
}
