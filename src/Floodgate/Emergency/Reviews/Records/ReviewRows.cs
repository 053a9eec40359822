using Floodgate.Emergency.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Reviews;

/// <summary>The newest version of a review; older ones are in <see cref="ReviewVersionRow"/>.</summary>
internal sealed class ReviewRow
{
    /// <summary><c>r-</c> and the incident's id: an incident has one review.</summary>
    public string Id { get; set; } = "";

    public string Incident { get; set; } = "";

    public string TitleZh { get; set; } = "";

    public string TitleEn { get; set; } = "";

    public ResponseLevel Level { get; set; }

    public ReviewState State { get; set; }

    public int Version { get; set; }

    /// <summary>A <see cref="StoredReview"/>.</summary>
    public string Json { get; set; } = "";

    public long CreatedMicros { get; set; }

    public string? EditedBy { get; set; }

    public string? ClosedBy { get; set; }

    public long? ClosedMicros { get; set; }
}

/// <summary>What a review was, once; never changed.</summary>
internal sealed class ReviewVersionRow
{
    public string Review { get; set; } = "";

    public int Version { get; set; }

    /// <summary><c>drafted</c>, <c>edited</c> or <c>closed</c>.</summary>
    public string Kind { get; set; } = "";

    public string Actor { get; set; } = "";

    public long AtMicros { get; set; }

    public string Json { get; set; } = "";
}

internal sealed class ReviewTable : IEntityTypeConfiguration<ReviewRow>
{
    public void Configure(EntityTypeBuilder<ReviewRow> builder)
    {
        builder.ToTable("review").HasKey(row => row.Id);
        builder.HasIndex(row => row.Incident).IsUnique();
        builder.Property(row => row.Id).HasMaxLength(80);
        builder.Property(row => row.Incident).HasMaxLength(72);
        builder.Property(row => row.TitleZh).HasMaxLength(400);
        builder.Property(row => row.TitleEn).HasMaxLength(400);
        builder.Property(row => row.Level).HasConversion<string>().HasMaxLength(8);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Property(row => row.EditedBy).HasMaxLength(100);
        builder.Property(row => row.ClosedBy).HasMaxLength(100);
    }
}

internal sealed class ReviewVersionTable : IEntityTypeConfiguration<ReviewVersionRow>
{
    public void Configure(EntityTypeBuilder<ReviewVersionRow> builder)
    {
        builder.ToTable("review_version").HasKey(row => new { row.Review, row.Version });
        builder.Property(row => row.Review).HasMaxLength(80);
        builder.Property(row => row.Version).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasMaxLength(16);
        builder.Property(row => row.Actor).HasMaxLength(100);
    }
}
