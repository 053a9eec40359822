using Floodgate.Audit.Signing;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Audit.Trail;

/// <summary>The trail cannot be written now; nothing was.</summary>
internal sealed class AuditUnavailableException(string why, Exception? cause = null) : Exception(why, cause)
{
    /// <summary>The disk may still take it: it is kept, and need not be given again.</summary>
    public bool IsUnderWay { get; init; }
}

/// <summary>
/// Every privileged act, in files of this node's own: append-only, hash-chained, on disk before anybody is told. It
/// needs no database. One process writes it; others leave what they have to say in the spool. A disk that hangs keeps
/// nobody: the write goes on by itself, and until it has ended nothing else is written.
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
    private Task? _hanging;
    private Action? _disk;
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
    /// <param name="disk">What the disk does before each write: a test's disk hangs or fails here.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static AuditTrail Open(
        string folder, string spool, AuditKey key, AuditOptions options, TimeProvider clock, ILogger log,
        Action? disk = null)
    {
        Access.PrivateFile.CreateFolder(folder);
        var trail = new AuditTrail(folder, spool, key, options, clock, log) { _disk = disk };
        trail.Load();
        trail.Tend();
        return trail;
    }

    /// <summary>Writes an entry; once this returns it is on disk.</summary>
    /// <param name="entry">It gets its number here.</param>
    /// <param name="wait">How long the disk may take; null: as the options say.</param>
    /// <exception cref="AuditUnavailableException">
    /// It could not be written, and nothing was; or it is not written yet, and will be if the disk answers.
    /// </exception>
    public AuditEntry Append(AuditEntry entry, TimeSpan? wait = null)
    {
        lock (_gate) return WriteLocked(Timed(entry), wait);
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
                if (fault.IsUnderWay) return;
            }

            // The spool is on the same disk: a hanging one is not asked.
            if (_hanging is null && _waiting.TryKeep(timed)) return;
            if (_inMemory.Count < _options.WaitingMax) _inMemory.Add(timed);
            else AuditLog.Lost(_log, ++_lost);
        }
    }

    /// <summary>Once a second: takes in what waits, and signs a checkpoint when one is due.</summary>
    public void Tend()
    {
        lock (_gate)
        {
            if (_hanging is not null) return;
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
                if (_file is not null && _hanging is null && _number > (LastCheckpoint?.Entries ?? -1) + 1)
                    SignLocked();
            }
            catch (AuditUnavailableException)
            {
                // The next start signs.
            }

            if (_hanging is not null) return;
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
                catch (AuditUnavailableException fault) when (!fault.IsUnderWay)
                {
                    _takenIn.Remove(entry.Kept!);
                    throw;
                }
            }

            WaitingEntries.Forget(file);
        }

        while (_inMemory.Count > 0)
        {
            var first = _inMemory[0];
            _inMemory.RemoveAt(0);
            try
            {
                WriteLocked(first);
            }
            catch (AuditUnavailableException fault) when (!fault.IsUnderWay)
            {
                _inMemory.Insert(0, first);
                throw;
            }
        }
    }

    private AuditEntry Timed(AuditEntry entry) =>
        entry.At == default ? entry with { At = UnixTime.ToTime(_clock.NowMicros()) } : entry;

    private AuditEntry WriteLocked(AuditEntry entry, TimeSpan? wait = null)
    {
        if (_hanging is not null) throw new AuditUnavailableException("the disk has not answered yet");
        var numbered = entry with { Number = _number + 1 };
        var line = AuditLine.Write(_head, numbered, out var hash);
        if (line.Length > _options.EntryBytesMax)
            throw new AuditUnavailableException($"an entry of {line.Length} bytes is longer than may be");
        // On a thread of its own, so that a disk which hangs has that one thread and no more.
        var write = Task.Factory.StartNew(
            () => WriteLine(line), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (!write.Wait(wait ?? TimeSpan.FromMilliseconds(_options.WriteMillisecondsMax)))
        {
            _hanging = write.ContinueWith(
                late => EndHanging(late.Result, entry, numbered.Number, line.Length, hash), TaskScheduler.Default);
            throw new AuditUnavailableException("the disk does not answer") { IsUnderWay = true };
        }

        if (write.Result is { } fault) throw new AuditUnavailableException(fault.Message, fault);
        Advance(numbered.Number, line.Length, hash);
        return numbered;
    }

    /// <summary>
    /// A write that took too long has ended after all. Nobody else has its entry any more; a checkpoint is signed anew.
    /// </summary>
    private void EndHanging(Exception? fault, AuditEntry entry, long number, int length, string hash)
    {
        lock (_gate)
        {
            _hanging = null;
            if (fault is null)
            {
                Advance(number, length, hash);
                LastCheckpoint = entry.Checkpoint ?? LastCheckpoint;
            }
            else if (entry.Checkpoint is not null) return;
            else if (_inMemory.Count < _options.WaitingMax) _inMemory.Insert(0, entry);
            else AuditLog.Lost(_log, ++_lost);
        }
    }

    private void Advance(long number, int length, string hash)
    {
        (_end, _head) = (_end + length, hash);
        Interlocked.Exchange(ref _number, number);
    }

    /// <summary>By one thread at a time. Null: it is on disk.</summary>
    private Exception? WriteLine(byte[] line)
    {
        try
        {
            _disk?.Invoke();
            var file = FileLocked();
            file.Position = _end;
            file.Write(line);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            CutLocked();
            return fault;
        }
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
