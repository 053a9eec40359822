using System.Diagnostics;

namespace Floodgate.Cluster;

/// <summary>
/// Ends this node at once, for a fault it cannot serve with; whoever supervises the process starts it again. Nothing
/// here rests on a good end, and one would wait for what is broken.
/// </summary>
/// <param name="why">In words, for whoever reads the log.</param>
internal delegate void EndNode(string why);

internal static class NodeEnd
{
    /// <summary>As a kill from outside would, after the last word.</summary>
    public static void Kill(string why)
    {
        Console.Error.WriteLine($"floodgate: this node ends itself: {why}");
        Console.Error.Flush();
        using var own = Process.GetCurrentProcess();
        own.Kill();
    }
}
