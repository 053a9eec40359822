using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Reviews;

internal enum MeetingState { Due, Held }

/// <summary>One meeting: due, then held with its minutes.</summary>
internal sealed class MeetingRow
{
    public long Number { get; set; }

    /// <summary>A meeting of the plan; empty: called by hand.</summary>
    public string Definition { get; set; } = "";

    /// <summary>The incident it follows; empty for regular ones.</summary>
    public string Incident { get; set; } = "";

    public string NameZh { get; set; } = "";

    public string NameEn { get; set; } = "";

    /// <summary>Ids of teams, separated by commas.</summary>
    public string Teams { get; set; } = "";

    public long DueMicros { get; set; }

    public MeetingState State { get; set; }

    public long? HeldMicros { get; set; }

    /// <summary>As it stood when the meeting was held: an array of <see cref="AgendaItem"/>.</summary>
    public string? AgendaJson { get; set; }

    /// <summary>Markdown.</summary>
    public string? Minutes { get; set; }

    /// <summary>Who was there, one a line.</summary>
    public string? Attendance { get; set; }

    public string? NotedBy { get; set; }

    public int Version { get; set; }

    [NotMapped]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"m-{Number}");

    public bool IsOverdue(long nowMicros) => State == MeetingState.Due && DueMicros < nowMicros;

    public static long? NumberOf(string id) => id.StartsWith("m-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal sealed class MeetingTable : IEntityTypeConfiguration<MeetingRow>
{
    public void Configure(EntityTypeBuilder<MeetingRow> builder)
    {
        builder.ToTable("meeting").HasKey(row => row.Number);
        builder.Property(row => row.Definition).HasMaxLength(64);
        builder.Property(row => row.Incident).HasMaxLength(72);
        builder.Property(row => row.NameZh).HasMaxLength(200);
        builder.Property(row => row.NameEn).HasMaxLength(200);
        builder.Property(row => row.Teams).HasMaxLength(2000);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.NotedBy).HasMaxLength(100);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => new { row.State, row.DueMicros });
        // Two nodes that look at once what is due must not both call the same meeting.
        builder.HasIndex(row => new { row.Definition, row.Incident, row.DueMicros }).IsUnique();
    }
}
