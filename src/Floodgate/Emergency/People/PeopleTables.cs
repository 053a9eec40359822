using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.People;

/// <summary>One version of the on-call calendar; append-only. Times are Unix microseconds.</summary>
internal sealed class OnCallVersionRow
{
    public long Number { get; set; }

    /// <summary>Canonical JSON.</summary>
    public string Calendar { get; set; } = "";

    public string Actor { get; set; } = "";

    public long At { get; set; }
}

/// <summary>What came of one test of one person's channel.</summary>
internal sealed class ReachTestRow
{
    public string MessageId { get; set; } = "";

    public string Person { get; set; } = "";

    public string Kind { get; set; } = "";

    /// <summary>The address with most of it hidden.</summary>
    public string Mask { get; set; } = "";

    public string Outcome { get; set; } = "";

    public string? Why { get; set; }

    public string Actor { get; set; } = "";

    public long At { get; set; }
}

internal sealed class OnCallVersionTable : IEntityTypeConfiguration<OnCallVersionRow>
{
    public void Configure(EntityTypeBuilder<OnCallVersionRow> builder)
    {
        builder.ToTable("on_call_version").HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(200);
    }
}

internal sealed class ReachTestTable : IEntityTypeConfiguration<ReachTestRow>
{
    public void Configure(EntityTypeBuilder<ReachTestRow> builder)
    {
        builder.ToTable("reach_test").HasKey(row => row.MessageId);
        builder.Property(row => row.MessageId).HasMaxLength(200);
        builder.Property(row => row.Person).HasMaxLength(64);
        builder.Property(row => row.Kind).HasMaxLength(16);
        builder.Property(row => row.Mask).HasMaxLength(300);
        builder.Property(row => row.Outcome).HasMaxLength(16);
        builder.Property(row => row.Why).HasMaxLength(64);
        builder.Property(row => row.Actor).HasMaxLength(200);
        builder.HasIndex(row => row.At);
    }
}
