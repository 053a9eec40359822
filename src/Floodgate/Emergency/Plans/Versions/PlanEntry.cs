using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Plans;

/// <summary>What an entry of the plan ledger says.</summary>
internal static class PlanEntryKind
{
    public const string Applied = "applied";
    public const string Approved = "approved";

    /// <summary>Somebody tried to approve their own; kept, because an attempt is worth knowing.</summary>
    public const string ApprovalRefused = "approval-refused";
    public const string Pinned = "pinned";
    public const string PinApproved = "pin-approved";
    public const string PinApprovalRefused = "pin-approval-refused";
}

/// <summary>
/// One entry of the ledger of plans: append-only, each holding the hash of the one before. Times are Unix microseconds.
/// </summary>
internal sealed class PlanEntry
{
    /// <summary>1, 2, 3, ... without a gap.</summary>
    public long Sequence { get; set; }

    public string Kind { get; set; } = "";

    public string Plan { get; set; } = "";

    public int Version { get; set; }

    /// <summary>Set for pins.</summary>
    public string? Campaign { get; set; }

    public string Actor { get; set; } = "";

    public long AtMicros { get; set; }

    public string? Note { get; set; }

    /// <summary>The document as its author wrote it.</summary>
    public string? Text { get; set; }

    /// <summary>The canonical plan; for a pin its overrides.</summary>
    public string? Json { get; set; }

    public byte[] PreviousHash { get; set; } = [];

    public byte[] Hash { get; set; } = [];

    /// <summary>
    /// SHA-256 over the hash before and every member, each with its length, so that nothing can shift.
    /// </summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(PreviousHash);
        Number(Sequence);
        Text(Kind);
        Text(Plan);
        Number(Version);
        Text(Campaign);
        Text(Actor);
        Number(AtMicros);
        Text(Note);
        Text(this.Text);
        Text(Json);
        return hash.GetHashAndReset();

        void Number(long value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            hash.AppendData(bytes);
        }

        void Text(string? value)
        {
            if (value is null)
            {
                Number(-1);
                return;
            }

            var bytes = Encoding.UTF8.GetBytes(value);
            Number(bytes.Length);
            hash.AppendData(bytes);
        }
    }
}

internal sealed class PlanEntryTable : IEntityTypeConfiguration<PlanEntry>
{
    public void Configure(EntityTypeBuilder<PlanEntry> builder)
    {
        builder.ToTable("plan_entry").HasKey(entry => entry.Sequence);
        // The place is given by the chain: two nodes that append at once cannot both have it.
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Kind).HasMaxLength(32);
        builder.Property(entry => entry.Plan).HasMaxLength(64);
        builder.Property(entry => entry.Campaign).HasMaxLength(64);
        builder.Property(entry => entry.Actor).HasMaxLength(100);
    }
}
