using System.Diagnostics;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>A small C library loaded into the server first, to make its disk behave as a test needs.</summary>
internal static class Shim
{
    /// <summary>Compiles a source file of the repository.</summary>
    /// <returns>The library's path, in a folder of its own that the caller deletes.</returns>
    public static async Task<string> CompileAsync(string source)
    {
        var library = Path.Combine(Directory.CreateTempSubdirectory("floodgate-shim-").FullName, "shim.so");
        string[] arguments = ["-O2", "-shared", "-fPIC", "-o", library, Path.Combine(Repository.Root, source), "-ldl"];
        var info = new ProcessStartInfo("gcc", arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var gcc = Process.Start(info) ?? throw new InvalidOperationException("gcc is needed for this test");
        var errors = await gcc.StandardError.ReadToEndAsync();
        await gcc.WaitForExitAsync();
        Assert.True(gcc.ExitCode == 0, errors);
        return library;
    }
}
