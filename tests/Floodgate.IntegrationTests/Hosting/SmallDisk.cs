using System.Diagnostics;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>A real file system of a few megabytes of memory, to be filled up or mounted read-only.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Block = 4_096;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("floodgate-disk-").FullName;
        await ShellAsync($"mount -t tmpfs -o size={megabytes}m tmpfs {path}");
        return new SmallDisk(path);
    }

    /// <summary>Takes all the room there is.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Block];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Possible only while nobody has a file open for writing.</summary>
    public Task MountReadOnlyAsync() => ShellAsync($"mount -o remount,ro {Path}");

    public Task MountWritableAsync() => ShellAsync($"mount -o remount,rw {Path}");

    public void Dispose()
    {
        using (var umount = Process.Start("/bin/sh", ["-c", $"umount -l {Path}"])) umount.WaitForExit();
        Directory.Delete(Path);
    }

    private static async Task ShellAsync(string command)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var shell = Process.Start(info)!;
        var errors = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(
            shell.ExitCode == 0,
            "This test needs the right to mount a small file system (root, or a container with CAP_SYS_ADMIN): "
            + $"{command}: {errors}");
    }
}
