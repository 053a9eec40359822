using Floodgate.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// A message to everybody who held certain vouchers at a moment. Times are Unix microseconds.
/// </summary>
internal sealed class HolderMessage
{
    public long Number { get; set; }

    /// <summary>Whoever orders it chooses it; the same again is the same message.</summary>
    public string MessageId { get; set; } = "";

    public int Campaign { get; set; }

    public string CampaignId { get; set; } = "";

    /// <summary>Place of the batch in its campaign; null: all batches.</summary>
    public int? Batch { get; set; }

    public string? BatchId { get; set; }

    public string Zh { get; set; } = "";

    public string En { get; set; } = "";

    /// <summary>When it was ordered: who held then is who gets it.</summary>
    public long At { get; set; }

    public long Recipients { get; set; }

    /// <summary>The last person on the list so far; null: none yet.</summary>
    public byte[]? Cursor { get; set; }

    /// <summary>When the list was whole; null: it is not.</summary>
    public long? CompletedAt { get; set; }

    public bool IsSame(HolderScope scope, BilingualText text) =>
        (CampaignId, BatchId, Zh, En) == (scope.Campaign, scope.Batch, text.Zh, text.En);
}

/// <summary>One person on a message's list; the key keeps anybody from being on it twice.</summary>
internal sealed class HolderMessageRecipient
{
    public byte[] Person { get; set; } = [];

    public long Message { get; set; }
}

internal sealed class HolderMessageTable : IEntityTypeConfiguration<HolderMessage>
{
    public const int MessageIdMax = 128;
    public const int TextMax = 2_000;

    public void Configure(EntityTypeBuilder<HolderMessage> builder)
    {
        builder.ToTable("holder_message");
        builder.HasKey(message => message.Number);
        builder.Property(message => message.MessageId).HasMaxLength(MessageIdMax);
        builder.Property(message => message.Zh).HasMaxLength(TextMax);
        builder.Property(message => message.En).HasMaxLength(TextMax);
        builder.HasIndex(message => message.MessageId).IsUnique();
    }
}

internal sealed class HolderMessageRecipientTable : IEntityTypeConfiguration<HolderMessageRecipient>
{
    public void Configure(EntityTypeBuilder<HolderMessageRecipient> builder)
    {
        builder.ToTable("holder_message_recipient");
        builder.HasKey(recipient => new { recipient.Person, recipient.Message });
        builder.Property(recipient => recipient.Message).ValueGeneratedNever();
    }
}
