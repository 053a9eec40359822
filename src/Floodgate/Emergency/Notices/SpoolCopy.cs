using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// A small list in memory with a copy in a file beside the data folder, so that a restart without storage still has it.
/// Memory leads and waits for nobody: a disk that refuses or hangs costs the list nothing.
/// </summary>
internal sealed class SpoolCopy<T>(string path, JsonTypeInfo<T[]> type, ILogger log)
{
    private readonly Lock _gate = new();
    private T[]? _next;
    private Task _writing = Task.CompletedTask;
    private long _asked;

    /// <summary>When what was given so far is in the file, or has been refused by it.</summary>
    public Task Kept
    {
        get
        {
            lock (_gate) return _writing;
        }
    }

    /// <summary>What the file holds; nothing when there is none, or none that can be read.</summary>
    public T[] Read()
    {
        try
        {
            if (!File.Exists(path)) return [];
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            NoticesLog.CopyNotRead(log, Path.GetFileName(path), fault.Message);
            return [];
        }
    }

    /// <summary>Begins to write the list whole; one that is still waiting is passed over.</summary>
    /// <param name="version">Rises with each change; an older list that comes late is left out.</param>
    public void Write(long version, T[] items)
    {
        lock (_gate)
        {
            if (version <= _asked) return;
            (_asked, _next) = (version, items);
            if (_writing.IsCompleted) _writing = Task.Run(WriteAll);
        }
    }

    private void WriteAll()
    {
        while (true)
        {
            T[] items;
            lock (_gate)
            {
                if (_next is not { } next)
                {
                    // Whoever comes now begins anew.
                    _writing = Task.CompletedTask;
                    return;
                }

                (items, _next) = (next, null);
            }

            WriteFile(items);
        }
    }

    /// <summary>Under another name first, so that a crash leaves the old or the new.</summary>
    private void WriteFile(T[] items)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, items, type);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NoticesLog.CopyNotWritten(log, Path.GetFileName(path), fault.Message);
        }
    }
}
