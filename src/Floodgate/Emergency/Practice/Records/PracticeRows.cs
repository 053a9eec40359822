using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Practice;

/// <summary>A drill that was run; never changed.</summary>
internal sealed class DrillRow
{
    public long Number { get; set; }

    /// <summary>A drill of the plan.</summary>
    public string Drill { get; set; } = "";

    /// <summary>Id and hash of the plan it ran under.</summary>
    public string PlanVersion { get; set; } = "";

    public string DrillHash { get; set; } = "";

    public string Program { get; set; } = "";

    public long StartedMicros { get; set; }

    public long EndedMicros { get; set; }

    public int Met { get; set; }

    public int Expected { get; set; }

    public bool Full { get; set; }

    /// <summary>The report as it was handed in.</summary>
    public string Json { get; set; } = "";

    /// <summary>Who took part, with their teams; null: nobody, or the run was broken off.</summary>
    public string? TookPart { get; set; }

    public string SubmittedBy { get; set; } = "";

    public long SubmittedMicros { get; set; }

    public string Id => IdOf(Number);

    public static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"d-{number}");

    public static long? NumberOf(string id) =>
        id.StartsWith("d-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}

/// <summary>A course that a person took; never changed.</summary>
internal sealed class TrainingRow
{
    public long Number { get; set; }

    public string Course { get; set; } = "";

    /// <summary>A person of the plan, by id.</summary>
    public string Person { get; set; } = "";

    public long TakenMicros { get; set; }

    public long ValidUntilMicros { get; set; }

    public string? Note { get; set; }

    public string RecordedBy { get; set; } = "";

    public long RecordedMicros { get; set; }

    /// <summary>Of the quiz; null: it was written down by hand.</summary>
    public int? Right { get; set; }

    public int? Questions { get; set; }

    /// <summary>A quiz that was not passed stands on record and counts for nothing.</summary>
    public bool Failed { get; set; }
}

internal sealed class DrillTable : IEntityTypeConfiguration<DrillRow>
{
    public void Configure(EntityTypeBuilder<DrillRow> builder)
    {
        builder.ToTable("drill_record").HasKey(row => row.Number);
        builder.Ignore(row => row.Id);
        builder.Property(row => row.Number).ValueGeneratedOnAdd();
        builder.HasIndex(row => new { row.Drill, row.StartedMicros }).IsUnique();
        builder.Property(row => row.Drill).HasMaxLength(64);
        builder.Property(row => row.PlanVersion).HasMaxLength(200);
        builder.Property(row => row.DrillHash).HasMaxLength(64);
        builder.Property(row => row.Program).HasMaxLength(64);
        builder.Property(row => row.SubmittedBy).HasMaxLength(100);
    }
}

internal sealed class TrainingTable : IEntityTypeConfiguration<TrainingRow>
{
    public void Configure(EntityTypeBuilder<TrainingRow> builder)
    {
        builder.ToTable("training_record").HasKey(row => row.Number);
        builder.Property(row => row.Number).ValueGeneratedOnAdd();
        builder.HasIndex(row => new { row.Course, row.Person, row.TakenMicros }).IsUnique();
        builder.Property(row => row.Course).HasMaxLength(64);
        builder.Property(row => row.Person).HasMaxLength(64);
        builder.Property(row => row.Note).HasMaxLength(1000);
        builder.Property(row => row.RecordedBy).HasMaxLength(100);
    }
}
