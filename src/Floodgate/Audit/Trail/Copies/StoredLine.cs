using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Audit.Trail;

/// <summary>A line of a node's trail as the other nodes read it; the node's own files come first.</summary>
internal sealed class StoredLine
{
    /// <summary>Names the trail: the hash of its first line.</summary>
    public string Trail { get; set; } = "";

    /// <summary>The entry's number in that trail.</summary>
    public long Number { get; set; }

    /// <summary>The node that wrote it.</summary>
    public string Node { get; set; } = "";

    /// <summary>Unix microseconds.</summary>
    public long AtMicros { get; set; }

    /// <summary>The line without its newline, byte by byte.</summary>
    public byte[] Line { get; set; } = [];
}

internal sealed class StoredLineTable : IEntityTypeConfiguration<StoredLine>
{
    public void Configure(EntityTypeBuilder<StoredLine> builder)
    {
        builder.ToTable("audit_line");
        builder.HasKey(row => new { row.Trail, row.Number });
        builder.HasIndex(row => row.AtMicros);
        builder.Property(row => row.Trail).HasMaxLength(64);
        builder.Property(row => row.Node).HasMaxLength(32);
    }
}
