using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Tills.Merchants.Records;

internal sealed class MerchantTable : IEntityTypeConfiguration<MerchantRow>
{
    public void Configure(EntityTypeBuilder<MerchantRow> builder)
    {
        Admitted.Configure(builder, "merchant");
        builder.Ignore(row => row.Terms);
        builder.Property(row => row.Registration).HasMaxLength(40);
        builder.Property(row => row.Contact).HasMaxLength(200);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}

internal sealed class StoreTable : IEntityTypeConfiguration<StoreRow>
{
    public void Configure(EntityTypeBuilder<StoreRow> builder)
    {
        Admitted.Configure(builder, "store");
        builder.Ignore(row => row.Terms).Ignore(row => row.TakesList);
        builder.Property(row => row.Region).HasMaxLength(16);
        builder.Property(row => row.Category).HasMaxLength(32);
        builder.Property(row => row.Address).HasMaxLength(200);
        builder.Property(row => row.TestedTerminal).HasMaxLength(64);
        builder.HasIndex(row => row.MerchantNumber);
        builder.HasOne<MerchantRow>().WithMany().HasForeignKey(row => row.MerchantNumber)
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MerchantActTable : IEntityTypeConfiguration<MerchantActRow>
{
    public void Configure(EntityTypeBuilder<MerchantActRow> builder)
    {
        builder.ToTable("merchant_act").HasKey(row => row.Number);
        builder.Property(row => row.Act).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Actor).HasMaxLength(200);
        builder.Property(row => row.Approval).HasMaxLength(64);
        builder.HasIndex(row => row.MerchantNumber);
    }
}

internal sealed class FreezeTable : IEntityTypeConfiguration<FreezeRow>
{
    public void Configure(EntityTypeBuilder<FreezeRow> builder)
    {
        builder.ToTable("merchant_freeze").HasKey(row => row.Number);
        builder.Property(row => row.Currency).HasMaxLength(3);
        builder.Property(row => row.By).HasMaxLength(200);
        builder.Property(row => row.EndedBy).HasMaxLength(200);
        builder.HasIndex(row => new { row.MerchantNumber, row.EndedAt });
    }
}

/// <summary>The columns merchants and stores share.</summary>
internal static class Admitted
{
    public static void Configure<T>(EntityTypeBuilder<T> builder, string table)
        where T : AdmittedRow
    {
        builder.ToTable(table).HasKey(row => row.Number);
        builder.Ignore(row => row.Name).Ignore(row => row.Reason).Ignore(row => row.Waits)
            .Ignore(row => row.AuthorList);
        builder.Property(row => row.Number).ValueGeneratedOnAdd();
        builder.Property(row => row.Id).IsRequired().HasMaxLength(64);
        builder.Property(row => row.NameZh).HasMaxLength(100);
        builder.Property(row => row.NameEn).HasMaxLength(100);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.AppliedBy).HasMaxLength(200);
        builder.Property(row => row.DecidedBy).HasMaxLength(200);
        builder.HasIndex(row => row.Id).IsUnique();
        builder.HasIndex(row => row.State);
    }
}
