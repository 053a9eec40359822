using System.Diagnostics;
using System.Reflection;

namespace Floodgate.Drills.Targets;

/// <summary>
/// This very program, started once more: a server to replay against, or a command whose output is needed.
/// </summary>
internal static class OwnBinary
{
    public static ProcessStartInfo Command(params ReadOnlySpan<string> arguments)
    {
        var path = Environment.ProcessPath ?? throw new InvalidOperationException("this process has no path");
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false
        };
        // Run as `dotnet Floodgate.Host.dll` the process is dotnet itself and needs to be told the program.
        if (Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs a command to its end and gives its lines.</summary>
    /// <exception cref="RushStopped">It ended with another exit code than 0.</exception>
    public static async Task<IReadOnlyList<string>> LinesAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))
            ?? throw new InvalidOperationException("nothing was started");
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Length > 0) lines.Add(line);
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return lines;
        throw new RushStopped(3,
            $"`{string.Join(' ', arguments[..2])}` ended with {process.ExitCode}: {(await errors).Trim()}");
    }
}

/// <summary>
/// The replay cannot go on; <paramref name="exit"/> is the exit code to end with, the message is for the person.
/// </summary>
internal sealed class RushStopped(int exit, string message) : Exception(message)
{
    public int Exit { get; } = exit;
}
