using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Reviews;

/// <summary>Where an improvement action came from.</summary>
internal enum ActionSource { Hand, Review, Drill, Meeting }

internal enum ActionState { Open, Done, Dropped }

/// <summary>One improvement: who does what by when, and how it is shown to be done.</summary>
internal sealed class ActionRow
{
    public long Number { get; set; }

    public ActionSource Source { get; set; }

    /// <summary>The review, drill or meeting it came from.</summary>
    public string? SourceId { get; set; }

    public string Text { get; set; } = "";

    public string Owner { get; set; } = "";

    /// <summary>Its last day, on China's calendar.</summary>
    public DateOnly Due { get; set; }

    public ActionState State { get; set; }

    /// <summary>What shows that it was done, or why it was dropped.</summary>
    public string? Evidence { get; set; }

    public string? Link { get; set; }

    public int Version { get; set; }

    public string CreatedBy { get; set; } = "";

    public long CreatedMicros { get; set; }

    public string? EndedBy { get; set; }

    public long? EndedMicros { get; set; }

    [NotMapped]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"a-{Number}");

    public bool IsOverdue(DateOnly today) => State == ActionState.Open && Due < today;

    public static long? NumberOf(string id) => id.StartsWith("a-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal sealed class ActionTable : IEntityTypeConfiguration<ActionRow>
{
    public void Configure(EntityTypeBuilder<ActionRow> builder)
    {
        builder.ToTable("improvement_action").HasKey(row => row.Number);
        builder.Property(row => row.Source).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.SourceId).HasMaxLength(80);
        builder.Property(row => row.Owner).HasMaxLength(100);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Link).HasMaxLength(1000);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Property(row => row.CreatedBy).HasMaxLength(100);
        builder.Property(row => row.EndedBy).HasMaxLength(100);
        builder.HasIndex(row => new { row.State, row.Due });
        builder.HasIndex(row => new { row.Source, row.SourceId });
    }
}
