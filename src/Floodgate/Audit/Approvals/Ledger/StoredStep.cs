using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Audit.Approvals;

/// <summary>A step of an approval as all nodes of a cluster share it.</summary>
internal sealed class StoredStep
{
    /// <summary>1, 2, 3, ... without a gap: who has read up to one has all before it.</summary>
    public long Number { get; set; }

    /// <summary>The approval's id.</summary>
    public string Approval { get; set; } = "";

    /// <summary>The node whose trail has it.</summary>
    public string Node { get; set; } = "";

    /// <summary>The trail's entry as JSON.</summary>
    public byte[] Json { get; set; } = [];
}

internal sealed class StoredStepTable : IEntityTypeConfiguration<StoredStep>
{
    public void Configure(EntityTypeBuilder<StoredStep> builder)
    {
        builder.ToTable("approval_step");
        builder.HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.Property(row => row.Approval).HasMaxLength(64);
        builder.Property(row => row.Node).HasMaxLength(32);
    }
}
