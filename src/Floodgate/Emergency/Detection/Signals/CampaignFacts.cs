namespace Floodgate.Emergency.Detection;

/// <summary>A campaign as its gate knows it now.</summary>
/// <param name="IsOpen">Claims are taken now; before, after and while paused it is normal that nothing happens.</param>
/// <param name="Remaining">Vouchers left; null when the campaign is not known in full yet.</param>
internal sealed record CampaignFacts(bool IsOpen, long? Remaining, long Stock);

/// <summary>Where detection learns of campaigns: asked every second, from memory, so it must not wait.</summary>
internal sealed record CampaignDirectory(Func<IReadOnlyList<string>> Ids, Func<string, CampaignFacts?> Of)
{
    /// <summary>For a process without campaigns, such as the watchdog.</summary>
    public static CampaignDirectory None { get; } = new(static () => [], static _ => null);
}
