using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// An entry as the store keeps it. Each row's hash goes over the hash before it: nothing is changed later.
/// </summary>
internal sealed class StoredEntry
{
    /// <summary>The order in which the store got them; 1, 2, 3, ...</summary>
    public long Number { get; set; }

    public string Origin { get; set; } = "";

    public long Sequence { get; set; }

    public string Incident { get; set; } = "";

    /// <summary>Unix microseconds.</summary>
    public long AtMicros { get; set; }

    /// <summary>The entry as <see cref="EntryJson"/> writes it.</summary>
    public byte[] Json { get; set; } = [];

    /// <summary>SHA-256 of the hash before and <see cref="Json"/>.</summary>
    public byte[] Hash { get; set; } = [];
}

internal sealed class StoredEntryTable : IEntityTypeConfiguration<StoredEntry>
{
    public void Configure(EntityTypeBuilder<StoredEntry> builder)
    {
        builder.ToTable("IncidentEntries");
        builder.HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedNever();
        builder.HasIndex(row => new { row.Origin, row.Sequence }).IsUnique();
        builder.HasIndex(row => new { row.Incident, row.AtMicros });
        builder.Property(row => row.Origin).HasMaxLength(16);
        builder.Property(row => row.Incident).HasMaxLength(32);
    }
}
