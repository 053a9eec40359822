using Floodgate.Bench.Rivals;

namespace Floodgate.Bench.Load;

/// <summary>Which share of the requests asks for a batch with stock: all of them, or every 20th.</summary>
internal sealed record ClaimMix(string Name, int OpenEvery)
{
    public const string Campaign = "bench";

    public static ClaimMix All { get; } = new("all", 1);

    public static ClaimMix Few { get; } = new("few", 20);

    public static ClaimMix Parse(string name) => name == Few.Name ? Few : All;

    public string Path(int request) => PathOf(request % OpenEvery == 0 ? Stock.OpenBatch : Stock.GoneBatch);

    private static string PathOf(string batch) => $"/api/v1/campaigns/{Campaign}/batches/{batch}/claims";
}
