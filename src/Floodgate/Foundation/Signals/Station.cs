namespace Floodgate.Foundation.Signals;

/// <summary>The six stations of the way of a command, in their order. The names are those of spans and
/// metrics.</summary>
public enum Station { Request, Admission, Queue, Decision, Journal, Receipt }

internal static class Stations
{
    public static readonly string[] Names = ["request", "admission", "queue", "decision", "journal", "receipt"];

    public static readonly string[] SpanNames = [.. Names.Select(name => "floodgate." + name)];
}
