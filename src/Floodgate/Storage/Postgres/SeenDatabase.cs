using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Storage.Postgres;

/// <summary>What a node knows of its database for good.</summary>
/// <param name="System">The database cluster's own identifier; 0: none was seen yet.</param>
/// <param name="Timeline">The highest that was seen: what is below was left behind by a promotion.</param>
/// <param name="Used">The highest that may be worked on; lower than the other while a promotion is fresh.</param>
/// <param name="Released">By whom commits were let go on without a standby; null: they were not.</param>
/// <param name="ReleasedMicros">When.</param>
internal sealed record SeenFacts(
    long System = 0, int Timeline = 0, int Used = 0, string? Released = null, long ReleasedMicros = 0);

/// <summary>
/// Keeps <see cref="SeenFacts"/> in a small file beside the pause spool, so that a restart forgets none of it. Each
/// change is on disk before it counts. Without a path it is a command's, and kept in memory.
/// </summary>
internal sealed class SeenDatabase
{
    private readonly Lock _gate = new();
    private readonly string? _path;
    private volatile SeenFacts _facts;

    /// <exception cref="InvalidDataException">The file is there and cannot be understood.</exception>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public SeenDatabase(string? path)
    {
        _path = path;
        _facts = path is not null && File.Exists(path) ? Read(path) : new SeenFacts();
    }



    public SeenFacts Facts => _facts;

    /// <summary>A node keeps it for good, and answers people.</summary>
    public bool IsKept => _path is not null;

    /// <exception cref="IOException">It is not on disk, so nothing has changed.</exception>
    public void Change(Func<SeenFacts, SeenFacts> change)
    {
        lock (_gate)
        {
            var next = change(_facts);
            if (next == _facts) return;
            if (_path is not null) Write(_path, next);
            _facts = next;
        }
    }

    private static SeenFacts Read(string path)
    {
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(path), SeenJson.Default.SeenFacts) is { } facts)
                return facts;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new InvalidDataException(
            $"{path} cannot be understood. It says which primary was the last one, so that an older one is refused. "
            + "Look which server of PostgreSQL is the primary, then remove the file.");
    }

    private static void Write(string path, SeenFacts facts)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = path + ".new";
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(facts, SeenJson.Default.SeenFacts));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }
}

[JsonSerializable(typeof(SeenFacts))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class SeenJson : JsonSerializerContext;
