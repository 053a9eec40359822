using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Admission;

/// <summary>How new a book's word is: the epoch it was said under, then its place in the chain.</summary>
internal readonly record struct FactsStamp(long Epoch, long Position)
{
    /// <summary>Said by an owner that has lost the book since, or before something that is known already.</summary>
    public bool IsOlderThan(FactsStamp other) =>
        Epoch < other.Epoch || (Epoch == other.Epoch && Position < other.Position);
}

/// <summary>A shard's committed state, place = batch, and which persons its book may know.</summary>
/// <param name="Orders">
/// Tills' orders its book may know (<see cref="TillOrder"/>); null: the book is not open, or on another node.
/// </param>
internal sealed record ShardFacts(
    long[] Issued, bool[] SoldOut, HashFilter Known, HashFilter? Orders, FactsStamp Stamp = default);

/// <summary>What a campaign's pool has journalled.</summary>
/// <param name="PauseStamp">Pauses and resumes ever journalled.</param>
internal sealed record CampaignFacts(
    FactsStamp Stamp, PauseSet Pauses, long PauseStamp, IReadOnlyList<CampaignVersion> Versions,
    ExtensionList Extensions);
