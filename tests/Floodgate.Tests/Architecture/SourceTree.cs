namespace Floodgate.Tests.Architecture;

/// <summary>
/// A committed text file: its path from the root of the repository, with forward slashes, and its lines.
/// </summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    public string Text => string.Join('\n', Lines);

    public bool IsCode =>
        Path.EndsWith(".cs", StringComparison.Ordinal) || Path.EndsWith(".razor", StringComparison.Ordinal);

    /// <summary>Migrations and their snapshots are written by a tool; the rules on shape are not for it.</summary>
    public bool IsGenerated =>
        Path.Contains("/Migrations/", StringComparison.Ordinal) ||
        Path.EndsWith(".Designer.cs", StringComparison.Ordinal);
}

/// <summary>The repository as it lies on disk, without what a build, a run or an editor leaves behind.</summary>
internal static class SourceTree
{
    private static readonly string[] LeftBehind =
        ["artifacts", "bin", "obj", "node_modules", ".git", ".vs", ".idea", ".vscode"];

    private static readonly string[] LeftBehindByARun = ["floodgate-data", "rush-report"];

    private static readonly string[] Binary =
        [".png", ".jpg", ".ico", ".gif", ".webp", ".woff2", ".db", ".db-wal", ".db-shm", ".gz", ".zip", ".pfx"];

    private static readonly Lazy<SourceFile[]> Read = new(ReadAll);

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IReadOnlyList<SourceFile> Files => Read.Value;

    public static IEnumerable<SourceFile> WithEnding(params string[] endings) =>
        Files.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>Folders of the repository that hold committed files, from the root, with forward slashes.</summary>
    public static IEnumerable<string> Folders =>
        Files.Select(file => Path.GetDirectoryName(file.Path)!.Replace('\\', '/'))
            .Where(path => path.Length > 0).Distinct(StringComparer.Ordinal);

    private static string FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Floodgate.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException($"no Floodgate.slnx above {from}");
    }

    private static SourceFile[] ReadAll() =>
        [.. Walk(new DirectoryInfo(Root)).OrderBy(file => file.Path, StringComparer.Ordinal)];

    private static IEnumerable<SourceFile> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            if (file.Name != ".git" && !Binary.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                yield return new SourceFile(
                    Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllLines(file.FullName));
        foreach (var child in folder.EnumerateDirectories().Where(IsCommitted))
            foreach (var file in Walk(child))
                yield return file;
    }

    private static bool IsCommitted(DirectoryInfo folder) =>
        !LeftBehind.Contains(folder.Name, StringComparer.Ordinal) &&
        !LeftBehindByARun.Any(start => folder.Name.StartsWith(start, StringComparison.Ordinal));
}
