using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>What service staff are told of an incident, before the public is.</summary>
/// <param name="Version">Of the notice; a later one replaces an earlier one.</param>
/// <param name="Say">The words for a caller.</param>
/// <param name="PublicAt">From when the public sees it.</param>
/// <param name="Campaigns">The campaigns it touches; none: the whole service.</param>
internal sealed record DeskNotice(
    string Incident, int Version, BilingualText Title, BilingualText Say, DateTimeOffset PublicAt,
    IReadOnlyList<string> Campaigns)
{
    /// <summary>When staff got it; set by the desk.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>When it was over; null: it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool Concerns(string campaign) =>
        Campaigns.Count == 0 || Campaigns.Contains(campaign, StringComparer.Ordinal);
}
