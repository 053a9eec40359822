using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>What this node was found to run with at a start, where it differs from the start before.</summary>
/// <param name="Version">The program's.</param>
/// <param name="Keys">Settings that changed, by name; never what they are.</param>
internal sealed record NodeChange(DateTimeOffset At, string Version, bool NewVersion, IReadOnlyList<string> Keys);

/// <summary>
/// Software and configuration over the starts of this node, in a small file beside the spool. Of a setting it keeps the
/// name and a salted hash, so that a change is seen and nothing is told.
/// </summary>
internal sealed class ChangeBook
{
    private const string Name = "changes.json";
    private const int ChangesMax = 200;
    private const int KeysMax = 50;

    /// <param name="folder">The spool's.</param>
    /// <param name="version">The program's.</param>
    /// <param name="settings">The node's own part of the configuration.</param>
    public ChangeBook(
        string folder, string version, IEnumerable<KeyValuePair<string, string?>> settings, DateTimeOffset now,
        ILogger<ChangeBook> log)
    {
        var file = Path.Combine(folder, Name);
        var book = Read(file, log)
            ?? new Book("", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), [], []);
        var hashes = settings.Where(one => one.Value is not null).OrderBy(one => one.Key, StringComparer.Ordinal)
            .DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => Hash(book.Salt, one.Value!));
        var keys = book.Hashes.Keys.Union(hashes.Keys)
            .Where(key => book.Hashes.GetValueOrDefault(key) != hashes.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal).ToArray();
        All = book.Changes;
        // A first start changes nothing: there was nothing before.
        if (book.Version == version && keys.Length == 0) return;
        if (book.Version.Length > 0)
            All =
            [
                .. book.Changes.TakeLast(ChangesMax - 1),
                new NodeChange(now, version, book.Version != version, [.. keys.Take(KeysMax)]),
            ];
        Write(file, new Book(version, book.Salt, hashes, All), log);
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<NodeChange> All { get; }

    public DateTimeOffset? LastAt => All is [.., var last] ? last.At : null;

    private static string Hash(string salt, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + value)).AsSpan(0, 8));

    private static Book? Read(string file, ILogger log)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<Book>(File.ReadAllBytes(file), JsonSerializerOptions.Web) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            IncidentsLog.WorkFailed(log, "reading what changed", fault.GetType().Name);
            return null;
        }
    }

    private static void Write(string file, Book book, ILogger log)
    {
        try
        {
            PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(book, JsonSerializerOptions.Web));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            IncidentsLog.WorkFailed(log, "keeping what changed", fault.GetType().Name);
        }
    }

    private sealed record Book(
        string Version, string Salt, Dictionary<string, string> Hashes, IReadOnlyList<NodeChange> Changes);
}
