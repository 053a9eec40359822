using Floodgate.Audit.Signing;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Audit.Trail;

/// <summary>The trail cannot be written now; nothing was.</summary>
internal sealed class AuditUnavailableException(string why, Exception? cause = null) : Exception(why, cause);

/// <summary>
/// Every privileged act, in files of this node's own: append-only, hash-chained, on disk before anybody is told. It
/// needs no database. One process writes it; others leave what they have to say in the spool.
/// </summary>
internal sealed class AuditTrail : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _inMemory = [];
    private readonly HashSet<string> _takenIn = new(StringComparer.Ordinal);
    private readonly AuditKey _key;
    private readonly AuditOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WaitingEntries _waiting;
    private FileStream? _file;
    private long _end;
    private long _number;
    private string _head = AuditLine.NoHash;
    private DateTimeOffset _checkpointDueSince;
    private int _lost;

    private AuditTrail(string folder, string spool, AuditKey key, AuditOptions options, TimeProvider clock, ILogger log)
    {
        (Folder, _key, _options, _clock, _log) = (folder, key, options, clock, log);
        _waiting = new WaitingEntries(spool, log);
        _checkpointDueSince = clock.GetUtcNow();
    }

    public string Folder { get; }

    /// <summary>The newest signed checkpoint; null before the first.</summary>
    public Checkpoint? LastCheckpoint { get; private set; }

    public AuditPublicKey PublicKey => _key.Public;

    public long Entries => Interlocked.Read(ref _number);

    /// <summary>Entries that are not in the trail yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _inMemory.Count;
        }
    }

    /// <summary>Goes on with the trail of a data folder, and takes in what waits in the spool.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static AuditTrail Open(
        string folder, string spool, AuditKey key, AuditOptions options, TimeProvider clock, ILogger log)
    {
        Access.PrivateFile.CreateFolder(folder);
        var trail = new AuditTrail(folder, spool, key, options, clock, log);
        trail.Load();
        trail.Tend();
        return trail;
    }

    /// <summary>Writes an entry; once this returns it is on disk.</summary>
    /// <exception cref="AuditUnavailableException">It could not be written, and nothing was.</exception>
    public AuditEntry Append(AuditEntry entry)
    {
        lock (_gate) return WriteLocked(Timed(entry));
    }

    /// <summary>
    /// Writes an entry now or as soon as it can be: kept in the spool meanwhile, else in memory. For what has been
    /// done already, and for what must not wait for the trail.
    /// </summary>
    public void Keep(AuditEntry entry)
    {
        lock (_gate)
        {
            var timed = Timed(entry);
            try
            {
                if (_inMemory.Count == 0)
                {
                    WriteLocked(timed);
                    return;
                }
            }
            catch (AuditUnavailableException fault)
            {
                AuditLog.NotWritten(_log, fault.Message, _inMemory.Count + 1);
            }

            if (_waiting.TryKeep(timed)) return;
            if (_inMemory.Count < _options.WaitingMax) _inMemory.Add(timed);
            else AuditLog.Lost(_log, ++_lost);
        }
    }

    /// <summary>Once a second: takes in what waits, and signs a checkpoint when one is due.</summary>
    public void Tend()
    {
        lock (_gate)
        {
            try
            {
                TakeInLocked();
                var since = _number - (LastCheckpoint?.Entries ?? -1) - 1;
                var age = _clock.GetUtcNow() - _checkpointDueSince;
                if (since <= 0) _checkpointDueSince = _clock.GetUtcNow();
                else if (since >= _options.CheckpointEntries || age >= TimeSpan.FromMinutes(_options.CheckpointMinutes))
                    SignLocked();
            }
            catch (AuditUnavailableException fault)
            {
                if (Storage.LogPace.Allows(8000, fault.Message))
                    AuditLog.NotWritten(_log, fault.Message, _inMemory.Count);
            }
        }
    }

    /// <summary>A checkpoint over everything written so far; the one there is when nothing came after it.</summary>
    /// <exception cref="AuditUnavailableException">It could not be written.</exception>
    public Checkpoint Sign()
    {
        lock (_gate)
        {
            if (LastCheckpoint is { } last && last.Entries == _number - 1) return last;
            return SignLocked();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                if (_file is not null && _number > (LastCheckpoint?.Entries ?? -1) + 1) SignLocked();
            }
            catch (AuditUnavailableException)
            {
                // The next start signs.
            }

            _file?.Dispose();
            _file = null;
        }
    }

    private Checkpoint SignLocked()
    {
        var signed = _key.Sign(_number, _head, UnixTime.ToTime(_clock.NowMicros()));
        WriteLocked(Timed(new AuditEntry
        {
            What = "audit.checkpoint",
            Outcome = AuditOutcome.Done,
            Who = Who.Floodgate,
            Checkpoint = signed,
        }));
        (LastCheckpoint, _checkpointDueSince) = (signed, signed.At);
        return signed;
    }

    private void TakeInLocked()
    {
        foreach (var (file, entry) in _waiting.Read(_options.WaitingMax))
        {
            if (_takenIn.Add(entry.Kept!))
            {
                try
                {
                    WriteLocked(entry);
                }
                catch (AuditUnavailableException)
                {
                    _takenIn.Remove(entry.Kept!);
                    throw;
                }
            }

            WaitingEntries.Forget(file);
        }

        while (_inMemory.Count > 0)
        {
            WriteLocked(_inMemory[0]);
            _inMemory.RemoveAt(0);
        }
    }

    private AuditEntry Timed(AuditEntry entry) =>
        entry.At == default ? entry with { At = UnixTime.ToTime(_clock.NowMicros()) } : entry;

    private AuditEntry WriteLocked(AuditEntry entry)
    {
        var numbered = entry with { Number = _number + 1 };
        var line = AuditLine.Write(_head, numbered, out var hash);
        if (line.Length > _options.EntryBytesMax)
            throw new AuditUnavailableException($"an entry of {line.Length} bytes is longer than may be");
        try
        {
            var file = FileLocked();
            file.Position = _end;
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            CutLocked();
            throw new AuditUnavailableException(fault.Message, fault);
        }

        (_end, _head) = (_end + line.Length, hash);
        Interlocked.Exchange(ref _number, numbered.Number);
        return numbered;
    }

    /// <summary>The file to write to; a full one is followed by the next.</summary>
    private FileStream FileLocked()
    {
        if (_file is not null && _end < _options.FileBytesMax) return _file;
        var full = _file is not null;
        if (full || TrailFiles.In(Folder) is not [.., var path])
            path = Path.Combine(Folder, TrailFiles.NameOf(_number + 1));
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var next = new FileStream(path, options);
        if (full) _end = 0;
        _file?.Dispose();
        _file = next;
        return next;
    }

    /// <summary>
    /// Takes a half-written line back; when that fails the handle is given up, and the next write tries.
    /// </summary>
    private void CutLocked()
    {
        try
        {
            _file?.SetLength(_end);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    /// <summary>Finds where the trail ends. A torn last line was told to nobody, and is cut off.</summary>
    private void Load()
    {
        if (TrailFiles.In(Folder) is not { Length: > 0 } files) return;
        if (files.Length > 1)
            (_head, _number) = TrailReader.EndOf(files[^2]) ?? (AuditLine.NoHash, 0);
        var bytes = File.ReadAllBytes(files[^1]);
        var lines = TrailFiles.Split(bytes, out var whole);
        foreach (var line in lines) Follow(line.Span, files[^1]);
        _end = whole;
        if (whole < bytes.Length)
        {
            var file = FileLocked();
            file.SetLength(whole);
        }

        _checkpointDueSince = _clock.GetUtcNow();
    }

    private void Follow(ReadOnlySpan<byte> line, string file)
    {
        var entry = AuditLine.Read(line);
        var hash = AuditLine.HashIn(line);
        if (entry is null || hash is null || entry.Number != _number + 1
            || AuditLine.HashOf(_head, AuditLine.JsonIn(line)) != hash)
            AuditLog.Damaged(_log, $"{Path.GetFileName(file)}, after entry {_number}");
        _head = hash ?? _head;
        _number = entry?.Number ?? _number + 1;
        if (entry?.Kept is { } kept) _takenIn.Add(kept);
        if (entry?.Checkpoint is { } checkpoint) LastCheckpoint = checkpoint;
    }
}
