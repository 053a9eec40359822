using System.Collections.Concurrent;
using Floodgate.Foundation.Signals;

namespace Floodgate.Admission;

/// <summary>The gates of all campaigns this node knows, by name and by number.</summary>
internal sealed class Gates(WaySignals signals)
{
    private readonly ConcurrentDictionary<string, CampaignGate> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, CampaignGate> _byNumber = new();

    /// <summary>Rises when a gate is added; whoever lists campaigns watches it.</summary>
    public int Count => _byId.Count;

    public IEnumerable<CampaignGate> All => _byNumber.OrderBy(pair => pair.Key).Select(pair => pair.Value);

    public CampaignGate? Find(string id) => _byId.GetValueOrDefault(id);

    public CampaignGate? Find(int number) => _byNumber.GetValueOrDefault(number);

    public CampaignGate Add(int number, string id)
    {
        var gate = _byNumber.GetOrAdd(
            number, static (key, made) => new CampaignGate(key, made.id, made.signals.For(made.id)), (id, signals));
        _byId[id] = gate;
        return gate;
    }
}
