namespace Floodgate.Drills.Scripts;

/// <summary>The drills and crowds the program brings with it (<c>plans/drills/</c>, <c>scenarios/</c>).</summary>
internal static class DrillShelf
{
    private const string Folder = "plans/drills/";

    /// <summary>Ids, in order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. typeof(DrillShelf).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[Folder.Length..])).Order(StringComparer.Ordinal),
    ];

    /// <summary>Null when there is no such drill.</summary>
    public static DrillReading? Find(string id) =>
        Bytes($"{Folder}{id}.yaml") is { } bytes ? DrillDocument.Read(bytes, $"{id}.yaml") : null;

    /// <summary>The text of a scenario the program brings with it.</summary>
    public static string? Scenario(string id) => Text($"scenarios/{id}.yaml");

    public static string? Text(string name) =>
        Bytes(name) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    private static byte[]? Bytes(string name)
    {
        using var stream = typeof(DrillShelf).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
