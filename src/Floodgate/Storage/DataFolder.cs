namespace Floodgate.Storage;

/// <summary>
/// The data folder of one node and the spool beside it (<c>DIR.spool</c>, so that a failed data volume does not take
/// the
/// spool along). Held by a lock while the node runs: a second process is refused.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private FileStream? _lock;

    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Spool = Path.TrimEnd(System.IO.Path.DirectorySeparatorChar) + ".spool";
    }

    public string Path { get; }

    public string Spool { get; }

    public string Journal => System.IO.Path.Combine(Path, "journal.db");

    public string Snapshots => System.IO.Path.Combine(Path, "snapshots");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    public string BallastFile => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Takes the folder for this process.</summary>
    /// <returns>Null when it is ours; else why it is not, for the person who started us.</returns>
    public string? TryTake()
    {
        try
        {
            Directory.CreateDirectory(Path);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"The data folder {Path} cannot be made or cannot be written: {fault.Message}";
        }

        try
        {
            _lock = new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
            return null;
        }
        catch (IOException)
        {
            return $"Another Floodgate process is using the data folder {Path}. " +
                "Stop it, or give this one its own with --data DIR.";
        }
        catch (UnauthorizedAccessException fault)
        {
            return $"The data folder {Path} cannot be written: {fault.Message}";
        }
    }

    public void Dispose() => _lock?.Dispose();
}
