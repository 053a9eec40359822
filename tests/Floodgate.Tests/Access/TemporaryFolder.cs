namespace Floodgate.Tests.Access;

/// <summary>A data folder of one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("floodgate-test-").FullName;

    public static implicit operator string(TemporaryFolder folder) => folder.Path;

    /// <summary>Only the account the tests run under may read the file.</summary>
    public void AssertPrivate(string file) => AssertPrivateFile(System.IO.Path.Combine(Path, file));

    public static void AssertPrivateFile(string path)
    {
        if (OperatingSystem.IsWindows()) Assert.True(File.Exists(path));
        else Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    /// <summary>What is written beside the test may write its last line just now.</summary>
    public void Dispose() => Assert.True(
        SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(30)), $"{Path} is still being written to");

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
