using System.Buffers.Binary;

namespace Floodgate.Emergency.Detection;

/// <summary>Writes eight bytes into the data folder, syncs them and reads them back.</summary>
internal sealed class FolderProbe(string folder, Action? beforeWrite = null)
{
    private readonly string _file = Path.Combine(folder, "probe");
    private long _tries;

    public void WriteAndReadBack()
    {
        beforeWrite?.Invoke();
        var written = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(written, Interlocked.Increment(ref _tries));
        // A new file beside the old: writing over it would find room for itself on a disk that is full.
        var fresh = _file + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            file.Write(written);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, _file, overwrite: true);
        if (!File.ReadAllBytes(_file).AsSpan().SequenceEqual(written))
            throw new IOException("the data folder does not give back what was written to it");
    }

    public double FreePercent()
    {
        var drive = new DriveInfo(folder);
        return drive.TotalSize > 0 ? 100.0 * drive.AvailableFreeSpace / drive.TotalSize : 0;
    }
}
