namespace Floodgate.Emergency.Detection;

/// <summary>Detection of one node; the key is its name.</summary>
[Alias("floodgate.detection.v1")]
internal interface IDetectionNodeGrain : IGrainWithStringKey
{
    /// <summary>What it has counted: a <see cref="Foundation.Signals.NodeSignals"/> as JSON.</summary>
    [Alias("signals")]
    Task<byte[]> SignalsAsync();

    /// <summary>An alert or a heartbeat that another node has checked: an <see cref="IntakeWord"/> as JSON.</summary>
    [Alias("take")]
    Task TakeAsync(byte[] word);
}
