using System.Buffers.Text;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text.Json;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The room's own append-only file, beside the data folder and not in it: each line is a checksum and an entry. On disk
/// before anything is done that an entry speaks of. A torn last line is cut off. A damaged line is left where it is and
/// counted: a room that will not open at night helps nobody, and the store has what was handed on. Cut, it is written
/// anew beside itself and takes its own place whole; its first line then says what is no longer in it.
/// </summary>
internal sealed class EntrySpool : IDisposable
{
    private const string NewEnding = ".new";
    private const int LineBytesMax = 256 * 1024;
    private const int SumLength = 17;
    private readonly Action<FileStream> _sync;
    private FileStream _file;

    /// <summary>Where the good part ends: the next line goes there, whatever a fault left behind it.</summary>
    private long _end;

    private EntrySpool(
        FileStream file, Action<FileStream> sync, SpoolCut cut, IReadOnlyList<Entry> entries, int damaged)
    {
        (_file, _sync, _end, Cut, Entries, Damaged) = (file, sync, file.Position, cut, entries, damaged);
        var role = Path.GetFileName(file.Name).Split('.')[0];
        Origin = $"{role}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
    }

    /// <summary>
    /// The name of what is written from this opening on; another one the next time. What a process decided and could
    /// not write is not lost with it: the other room may have it, and no later entry has the same name.
    /// </summary>
    public string Origin { get; }

    /// <summary>Where the spool lies.</summary>
    public string Folder => Path.GetDirectoryName(_file.Name)!;

    /// <summary>What it no longer held when it was opened.</summary>
    public SpoolCut Cut { get; }

    /// <summary>What was there when it was opened, in order; until it was taken over.</summary>
    public IReadOnlyList<Entry> Entries { get; private set; }

    public long Bytes => _file.Length;

    /// <summary>Lines that could not be read.</summary>
    public int Damaged { get; }

    /// <summary>Goes on with the spool in this folder, or begins one with a name of its own.</summary>
    /// <param name="folder">Beside the data folder.</param>
    /// <param name="role"><c>server</c> or <c>watch</c>.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static EntrySpool OpenIn(string folder, string role)
    {
        Directory.CreateDirectory(folder);
        var known = Directory.GetFiles(folder, role + ".*.entries").Order(StringComparer.Ordinal).LastOrDefault();
        var name = $"{role}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.entries";
        return Open(known ?? Path.Combine(folder, name));
    }

    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <param name="sync">How what was written is put on disk; null: as disks do.</param>
    public static EntrySpool Open(string path, Action<FileStream>? sync = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.None);
        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var entries = Read(bytes, out var whole, out var damaged, out var cut);
            file.SetLength(whole);
            file.Position = whole;
            return new EntrySpool(
                file, sync ?? (static open => open.Flush(flushToDisk: true)), cut, entries, damaged);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends all or nothing: after a fault the file ends where it ended before.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Append(IReadOnlyList<Entry> entries)
    {
        var end = _end;
        using var buffer = new MemoryStream();
        foreach (var entry in entries) WriteLine(buffer, EntryJson.Write(entry));
        try
        {
            _file.Position = end;
            _file.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
            _sync(_file);
            _end = _file.Position;
        }
        catch (IOException)
        {
            CutAt(end);
            throw;
        }
    }

    /// <summary>The state holds them now.</summary>
    public void Release() => Entries = [];

    /// <summary>
    /// Writes the spool anew with these entries only. Until the new file is in its place, whole, the old one is there.
    /// </summary>
    /// <exception cref="IOException">The disk refused; the spool is as it was.</exception>
    public void Rewrite(SpoolCut cut, IReadOnlyList<Entry> entries)
    {
        var path = _file.Name;
        using (var next = new FileStream(path + NewEnding, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            next.Write(Rewritten(cut, entries));
            _sync(next);
        }

        _file.Dispose();
        try
        {
            File.Move(path + NewEnding, path, overwrite: true);
        }
        finally
        {
            _file = new FileStream(
                path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.None);
            _end = _file.Length;
        }
    }

    /// <summary>The bytes of a spool that was cut.</summary>
    public static byte[] Rewritten(SpoolCut cut, IReadOnlyList<Entry> entries)
    {
        using var buffer = new MemoryStream();
        WriteLine(buffer, [.. CutMark, .. JsonSerializer.SerializeToUtf8Bytes(cut, JsonSerializerOptions.Web)]);
        foreach (var entry in entries) WriteLine(buffer, EntryJson.Write(entry));
        return buffer.ToArray();
    }

    public void Dispose() => _file.Dispose();

    private static ReadOnlySpan<byte> CutMark => "cut "u8;

    private void CutAt(long end)
    {
        try
        {
            _file.SetLength(end);
        }
        catch (IOException)
        {
            // The next start cuts a torn line off.
        }
    }

    private static void WriteLine(MemoryStream buffer, byte[] json)
    {
        Span<byte> sum = stackalloc byte[SumLength];
        Utf8Formatter.TryFormat(XxHash64.HashToUInt64(json), sum, out _, new('x', 16));
        sum[^1] = (byte)' ';
        buffer.Write(sum);
        buffer.Write(json);
        buffer.WriteByte((byte)'\n');
    }

    private static List<Entry> Read(
        ReadOnlySpan<byte> bytes, out long whole, out int damaged, out SpoolCut cut)
    {
        var entries = new List<Entry>();
        (whole, damaged, cut) = (0, 0, SpoolCut.None);
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            if (ReadLine(bytes[..end], ref cut) is { } entry) entries.Add(entry);
            else if (whole > 0 || cut.Cuts == 0) damaged++;
            whole += end + 1;
            bytes = bytes[(end + 1)..];
        }

        return entries;
    }

    private static Entry? ReadLine(ReadOnlySpan<byte> line, ref SpoolCut cut)
    {
        if (line.Length is <= SumLength or > LineBytesMax) return null;
        var json = line[SumLength..];
        if (!Utf8Parser.TryParse(line[..(SumLength - 1)], out ulong sum, out var read, 'x')) return null;
        if (read != SumLength - 1 || sum != XxHash64.HashToUInt64(json)) return null;
        try
        {
            if (json.StartsWith(CutMark))
            {
                cut = JsonSerializer.Deserialize<SpoolCut>(json[CutMark.Length..], JsonSerializerOptions.Web) ?? cut;
                return null;
            }

            return EntryJson.Read(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
