using System.Diagnostics;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>The built host beside these tests, in the same configuration, and one run of one of its commands.</summary>
internal static class HostProgram
{
    private static readonly TimeSpan CommandMax = TimeSpan.FromMinutes(10);

    /// <summary>artifacts/bin/Floodgate.Host/{debug|release}/Floodgate.Host.dll.</summary>
    public static string Dll { get; } = Find();

    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.ArgumentList.Add(Dll);
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        info.Environment["DOTNET_NOLOGO"] = "1";
        return info;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="TimeoutException">It did not end within ten minutes; it was killed.</exception>
    public static Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(StartInfo(arguments));

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<CommandRun> RunAsync(ProcessStartInfo info)
    {
        using var process = Process.Start(info)
            ?? throw new InvalidOperationException("the host's program did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(CommandMax, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }

        return new CommandRun(process.ExitCode, await output, await errors);
    }

    private static string Find()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var dll = Path.Combine(own.Parent!.Parent!.FullName, "Floodgate.Host", own.Name, "Floodgate.Host.dll");
        return File.Exists(dll)
            ? dll
            : throw new FileNotFoundException("Build Floodgate.Host in the same configuration first.", dll);
    }
}

/// <summary>How a command ended and what it said.</summary>
internal sealed record CommandRun(int Exit, string Output, string Errors)
{
    /// <summary>Both, for a failed assertion's text.</summary>
    public string All => $"exit {Exit}\n{Output}\n{Errors}";
}
