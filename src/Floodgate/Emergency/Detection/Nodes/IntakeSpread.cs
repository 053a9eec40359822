using System.Text.Json;
using Floodgate.Cluster;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Detection;

/// <summary>What came from outside to one node, for all others.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Delivery">The alerts; null: a heartbeat.</param>
internal sealed record IntakeWord(string Source, AlertDelivery? Delivery);

/// <summary>
/// Alerts and heartbeats reach one node and count on all: whichever leads opens the incident, and whichever leads next
/// knows what is firing. A node that is silent gets no more than the others; the source says it again.
/// </summary>
/// <param name="alerts">This node's.</param>
/// <param name="beats">This node's.</param>
/// <param name="log">For nodes that were not told.</param>
/// <param name="others">The other nodes; null: a process that has none.</param>
internal sealed class IntakeSpread(
    AlertBook alerts, Heartbeats beats, ILogger<IntakeSpread> log, OtherNodes? others = null)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    /// <summary>Takes an alert here and tells all others.</summary>
    public async Task AlertAsync(string source, AlertDelivery delivery)
    {
        alerts.Take(source, delivery);
        await TellAsync(new IntakeWord(source, delivery));
    }

    /// <summary>False: too many sources beat already.</summary>
    public async Task<bool> BeatAsync(string source)
    {
        if (!beats.Beat(source)) return false;
        await TellAsync(new IntakeWord(source, Delivery: null));
        return true;
    }

    /// <summary>What another node has taken.</summary>
    public void Take(byte[] json)
    {
        var word = JsonSerializer.Deserialize<IntakeWord>(json, JsonSerializerOptions.Web)!;
        if (word.Delivery is { } delivery) alerts.Take(word.Source, delivery);
        else beats.Beat(word.Source);
    }

    private async Task TellAsync(IntakeWord word)
    {
        if (others is null) return;
        var json = JsonSerializer.SerializeToUtf8Bytes(word, JsonSerializerOptions.Web);
        var answers = await others.AskAsync<IDetectionNodeGrain, bool>(async node =>
        {
            await node.TakeAsync(json);
            return true;
        }, Within);
        foreach (var silent in answers.Where(one => !one.HasAnswered))
            if (Storage.LogPace.Allows(NodesLog.NotSpreadId, silent.Node))
                NodesLog.NotSpread(log, silent.Node, silent.Silence!);
    }
}
