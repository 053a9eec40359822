namespace Floodgate.Storage;

/// <summary>
/// A file of real bytes that is given up when the disk is full, so that a pause can still be spooled; refilled when
/// there is room.
/// </summary>
internal sealed class Ballast(string path, long bytes)
{
    private readonly Lock _gate = new();

    /// <summary>Makes the file whole if there is room; quietly does without if there is none.</summary>
    public void Keep()
    {
        lock (_gate)
        {
            try
            {
                if (bytes == 0 || (File.Exists(path) && new FileInfo(path).Length == bytes)) return;
                using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
                var block = new byte[1 << 16];
                // Written, not only reserved: a sparse file would hold nothing back.
                for (var left = bytes; left > 0; left -= block.Length)
                    file.Write(block, 0, (int)Math.Min(left, block.Length));
                file.Flush(flushToDisk: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                GiveUp();
            }
        }
    }

    public void GiveUp()
    {
        lock (_gate)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // A folder that cannot be written gains nothing from trying.
            }
        }
    }
}
