namespace Floodgate.Host;

/// <summary>How a node was asked to run.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Urls">What it listens on, and nothing else; separated by semicolons.</param>
/// <param name="ConsoleUrls">An address of its own for console and operations; null: the same.</param>
/// <param name="Demo">With the demo issuer and a demo campaign.</param>
/// <param name="Drill">For drills: its storage can be made to fail on demand.</param>
/// <param name="UntilInputEnds">Stops when its standard input ends.</param>
/// <param name="Postgres">Connection string of its store; null: the data folder's own files.</param>
/// <param name="Cluster">One of several nodes on that store.</param>
internal sealed record NodeArguments(
    string Data, string Urls, string? ConsoleUrls, bool Demo, bool Drill = false, bool UntilInputEnds = false,
    string? Postgres = null, bool Cluster = false)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    public const string DefaultData = "floodgate-data";

    /// <summary>Ports of the console's own address; empty when there is one address for all.</summary>
    public int[] ConsolePorts =>
    [
        .. (ConsoleUrls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(url => new Uri(Concrete(url)).Port),
    ];

    public string[] AllUrls => [.. $"{Urls};{ConsoleUrls}".Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>An address a person can open: wildcards are this machine.</summary>
    public static string Concrete(string url) =>
        url.Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal);
}
