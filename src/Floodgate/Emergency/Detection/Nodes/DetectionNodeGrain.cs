using Floodgate.Cluster;
using Orleans.Concurrency;

namespace Floodgate.Emergency.Detection;

/// <summary>Answers for its node; nothing here waits.</summary>
[Reentrant, KeepAlive, NodePlacement]
internal sealed class DetectionNodeGrain(SignalExport signals, IntakeSpread spread) : Grain, IDetectionNodeGrain
{
    public Task<byte[]> SignalsAsync() => Task.FromResult(signals.Read());

    public Task TakeAsync(byte[] word)
    {
        spread.Take(word);
        return Task.CompletedTask;
    }
}
