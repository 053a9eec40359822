using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>Whose vouchers: of a campaign, or of one batch of it.</summary>
internal sealed record HolderScope(string Campaign, string? Batch = null);

/// <summary>How far a message has come.</summary>
/// <param name="Recipients">Persons on the list so far; each is on it once.</param>
/// <param name="CompletedAt">When the list was whole; null: it is being made.</param>
internal sealed record HolderProgress(
    string MessageId, HolderScope Scope, BilingualText Text, DateTimeOffset At, long Recipients,
    DateTimeOffset? CompletedAt);

/// <summary>What came of ordering a message to holders.</summary>
internal abstract record HolderOutcome
{
    private HolderOutcome()
    {
    }

    /// <summary>Every holder has it, once; also when it was ordered before.</summary>
    public sealed record Queued(HolderProgress Progress) : HolderOutcome;

    public sealed record UnknownCampaign : HolderOutcome;

    public sealed record UnknownBatch : HolderOutcome;

    /// <summary>Empty or too long.</summary>
    public sealed record TextInvalid : HolderOutcome;

    /// <summary>There is another message, or another list, of that id.</summary>
    public sealed record IdTaken : HolderOutcome;

    /// <summary>The tables do not know every voucher of that moment yet: order it again.</summary>
    public sealed record Behind : HolderOutcome;

    /// <summary>Nothing is lost: order it again, and it goes on where it stopped.</summary>
    public sealed record StorageUnavailable(string Why) : HolderOutcome;
}
