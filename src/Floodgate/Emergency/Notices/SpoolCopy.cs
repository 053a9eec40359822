using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// A small list in memory with a copy in a file beside the data folder, so that a restart without storage still has it.
/// Memory leads: a disk that refuses is logged and costs the list nothing.
/// </summary>
internal sealed class SpoolCopy<T>(string path, JsonTypeInfo<T[]> type, ILogger log)
{
    private readonly Lock _writing = new();
    private long _written;

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

    /// <summary>Writes the list whole, under another name first, so that a crash leaves the old or the new.</summary>
    /// <param name="version">Rises with each change; an older list that comes late is left out.</param>
    public void Write(long version, T[] items)
    {
        lock (_writing)
        {
            if (version <= _written) return;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
                {
                    JsonSerializer.Serialize(file, items, type);
                    file.Flush(flushToDisk: true);
                }

                File.Move(path + ".new", path, overwrite: true);
                _written = version;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                NoticesLog.CopyNotWritten(log, Path.GetFileName(path), fault.Message);
            }
        }
    }
}
