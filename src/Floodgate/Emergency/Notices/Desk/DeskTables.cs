using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// One look-up of the service desk: who looked, when, why, and whom, as a keyed hash made for this table alone. Times
/// are Unix microseconds.
/// </summary>
internal sealed class DeskLookup
{
    public long Id { get; set; }

    public long At { get; set; }

    public string Agent { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary><c>phone</c> or <c>voucher</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>16 bytes: the same person or voucher gives the same; without the key it leads to nobody.</summary>
    public byte[] Subject { get; set; } = [];
}

internal sealed class DeskLookupTable : IEntityTypeConfiguration<DeskLookup>
{
    public void Configure(EntityTypeBuilder<DeskLookup> builder)
    {
        builder.ToTable("desk_lookup");
        builder.Property(lookup => lookup.Agent).HasMaxLength(DeskLimits.AgentMax);
        builder.Property(lookup => lookup.Reason).HasMaxLength(DeskLimits.ReasonMax);
        builder.Property(lookup => lookup.Kind).HasMaxLength(16);
        builder.HasIndex(lookup => lookup.At);
    }
}

/// <summary>How long what an agent writes may be.</summary>
internal static class DeskLimits
{
    public const int BodyBytesMax = 4_096;
    public const int AgentMax = 128;
    public const int ReasonMax = 200;
    public const int IdentityMax = 256;
}
