using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>Storage that a probe can write to, read back and sync; what is null this program does not have.</summary>
/// <param name="DataFolder">Also the disk whose room is measured.</param>
/// <param name="Journal">Blocks until a small row is durable; throws when it is not.</param>
/// <param name="Relational">Blocks until a small write is committed and read back; throws when it is not.</param>
internal sealed record ProbedStorage(string? DataFolder, Action? Journal, Action? Relational)
{
    /// <summary>As the journal's, where it is a database of its own; null: the store is in the data folder.</summary>
    public Action? Database { get; init; }

    /// <summary>A drill's fault, met by the folder's probe as by every other write.</summary>
    public Action? BeforeFolderWrite { get; init; }

    public static ProbedStorage None { get; } = new(null, null, null);
}

/// <summary>How each kind of probe is carried out here.</summary>
internal sealed class ProbeTargets(ProbedStorage storage, NetworkProbes network, ClockProbe clocks)
{
    private readonly FolderProbe? _folder = storage.DataFolder is { } folder
        ? new FolderProbe(folder, storage.BeforeFolderWrite) : null;

    /// <summary>Null when this program has no such thing to ask.</summary>
    public ProbeAttempt? Of(Probe probe) => probe.Kind switch
    {
        ProbeKind.Http => network.HttpAsync,
        ProbeKind.Tcp => NetworkProbes.TcpAsync,
        ProbeKind.Certificate => network.CertificateAsync,
        ProbeKind.Clock => clocks.AskAsync,
        ProbeKind.Disk when _folder is { } disk => Blocking(() => ProbeResult.Of(disk.FreePercent())),
        ProbeKind.Storage => (probe.Target, _folder) switch
        {
            ("folder", { } folder) => Blocking(folder.WriteAndReadBack),
            ("journal", _) when storage.Journal is { } write => Blocking(write),
            ("database", _) when storage.Database is { } write => Blocking(write),
            ("relational", _) when storage.Relational is { } write => Blocking(write),
            _ => null,
        },
        _ => null,
    };

    private static ProbeAttempt Blocking(Action write) => Blocking(() =>
    {
        write();
        return ProbeResult.Good;
    });

    /// <summary>
    /// A disk that hangs holds whoever asks it, and cannot be told to stop: so it gets a thread of its own, not one of
    /// the pool's.
    /// </summary>
    private static ProbeAttempt Blocking(Func<ProbeResult> ask) => (_, _) => Task.Factory.StartNew(
        ask, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);
}
