namespace Floodgate.Bench.Tills;

/// <summary>A data folder that is gone afterwards.</summary>
internal sealed class BenchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("floodgate-tills-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
