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

    /// <summary>Where in its chain the voucher was last changed.</summary>
    public long Position { get; set; }
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
            .HasColumnType("INTEGER").ValueGeneratedNever();
        builder.Property(voucher => voucher.Person)
            .HasConversion(person => Bytes(person), bytes => PersonId.Read(bytes)).HasColumnType("BLOB");
        builder.HasIndex(voucher => voucher.Person);
    }

    private static byte[] Bytes(PersonId person)
    {
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        return bytes;
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
