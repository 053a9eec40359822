using Floodgate.Admission;
using Floodgate.Campaigns;

namespace Floodgate.Vouchers.Following;

/// <summary>Brings a gate up to what a pool on another node has journalled.</summary>
internal static class PoolFollowing
{
    /// <summary>False: the pool could not say; the gate stays as it was.</summary>
    public static async Task<bool> FollowAsync(VoucherNode node, CampaignGate gate)
    {
        var (versions, extensions) = (gate.Versions, gate.Extensions);
        var facts = await node.Pool(gate.Number).FactsAsync(versions.Count, extensions.Count);
        gate.Damage ??= facts.Damage;
        if (!facts.Answered) return false;
        if (Read(facts, versions, extensions) is { } said) gate.Publish(said);
        return true;
    }

    /// <summary>
    /// Null: there is no version yet, or the answer does not follow what was known when it was asked.
    /// </summary>
    private static CampaignFacts? Read(
        in PoolFacts facts, IReadOnlyList<CampaignVersion> versions, ExtensionList extensions)
    {
        var all = versions.ToList();
        foreach (var (i, version) in facts.Versions.Index())
        {
            if (version.Number != all.Count + 1) return null;
            if (CampaignDocument.ParseJson(version.Json).Definition is not { } definition) return null;
            all.Add(new CampaignVersion(version.Number, version.CodeKey, definition, facts.AppliedMicros[i]));
        }

        if (all.Count == 0) return null;
        foreach (var json in facts.Extensions) extensions = extensions.With(Extension.FromJson(json));
        var pauses = facts.Pauses.Aggregate(PauseSet.None, (set, json) => set.With(Pause.FromJson(json)));
        return new CampaignFacts(
            new FactsStamp(facts.Epoch, facts.Position), pauses, facts.PauseStamp, all, extensions);
    }
}
