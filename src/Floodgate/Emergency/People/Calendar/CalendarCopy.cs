using System.Text.Json;
using Floodgate.Access;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>
/// The copy of the calendar in a file beside the spool, outside the data folder: the version in force, before it those
/// that the database does not have yet. It holds ids only.
/// </summary>
internal sealed class CalendarCopy(string file)
{
    private const int BytesMax = 16 << 20;

    /// <summary>Oldest first; empty when there is no file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no copy of a calendar.</exception>
    public IReadOnlyList<CalendarVersion> Read()
    {
        if (!File.Exists(file)) return [];
        if (new FileInfo(file).Length > BytesMax) throw new InvalidDataException("the copy is too large");
        try
        {
            var rows = JsonSerializer.Deserialize<OnCallVersionRow[]>(File.ReadAllBytes(file)) ?? [];
            var versions = rows.Select(row => row is null ? null : CalendarVersion.Of(row)).ToArray();
            if (Array.IndexOf(versions, null) >= 0) throw new InvalidDataException("a calendar cannot be read");
            return [.. versions.OfType<CalendarVersion>().OrderBy(version => version.Number)];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("the copy is not JSON", fault);
        }
    }

    /// <summary>On disk, whole, when it returns.</summary>
    /// <exception cref="IOException">It was not written; what was there before is there still.</exception>
    public void Write(IReadOnlyList<CalendarVersion> versions) =>
        PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(versions.Select(version => version.ToRow())));
}
