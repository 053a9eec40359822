using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Floodgate.Foundation.Keys;

/// <summary>
/// Secrets of others that this node holds, by name: <c>FLOODGATE_SECRET_NAME</c> in the environment (upper case,
/// hyphens as underscores), else the file <c>secrets/name</c> in the key folder. Every file is read when the node
/// starts and kept in memory, so that a secret is there when the data folder is not. A value is never logged or shown.
/// </summary>
internal sealed partial class NodeSecrets
{
    public const int BytesMax = 4096;
    public const int FilesMax = 1000;
    private readonly string _folder;
    private readonly Func<string, string?> _environment;
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <param name="keyFolder">The folder of the key ring.</param>
    /// <param name="environment">Looks a variable up; the process's own environment when left out.</param>
    public NodeSecrets(string keyFolder, Func<string, string?>? environment = null)
    {
        _folder = Path.Combine(keyFolder, "secrets");
        _environment = environment ?? Environment.GetEnvironmentVariable;
        Reload();
    }

    /// <summary>The secret, without white space around it; null when this node has none of that name.</summary>
    public string? Find(string name)
    {
        if (!Name.IsMatch(name)) return null;
        var variable = "FLOODGATE_SECRET_" + name.ToUpperInvariant().Replace('-', '_');
        if (_environment(variable)?.Trim() is { Length: > 0 } set) return set;
        return _known.GetValueOrDefault(name);
    }

    /// <summary>
    /// Reads the files again: new and changed ones count from now on. One that cannot be read keeps its last value.
    /// </summary>
    public void Reload()
    {
        try
        {
            if (!Directory.Exists(_folder)) return;
            foreach (var path in Directory.EnumerateFiles(_folder).Take(FilesMax)) Read(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The folder is away: what is known stays good.
        }
    }

    private void Read(string path)
    {
        var name = Path.GetFileName(path);
        if (!Name.IsMatch(name) || new FileInfo(path).Length > BytesMax) return;
        try
        {
            if (File.ReadAllText(path).Trim() is { Length: > 0 } secret) _known[name] = secret;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Not readable at this moment: what is known stays good.
        }
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name { get; }
}
