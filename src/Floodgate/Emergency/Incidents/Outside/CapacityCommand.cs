using System.ComponentModel;
using System.Diagnostics;

namespace Floodgate.Emergency.Incidents;

/// <summary>Runs a configured command to its end: no shell, no input, a time limit, its last words kept.</summary>
internal sealed class CapacityCommand(RunMarks marks, TimeProvider clock)
{
    /// <summary>Null: it ended with 0, or was run before for this very run. Else why not.</summary>
    public async Task<string?> RunAsync(
        CapacityDriverOptions driver, IReadOnlyDictionary<string, string> words, string run, CancellationToken cancel)
    {
        if (!marks.TryTake(run)) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var timer = clock.CreateTimer(
            _ => limit.Cancel(), null, TimeSpan.FromSeconds(driver.TimeLimitSeconds), Timeout.InfiniteTimeSpan);
        var start = CapacityTemplate.Fill(driver, words);
        var tail = new OutputTail(start.Environment.Values.OfType<string>());
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return $"it could not be started: {fault.Message}";
        }

        process.StandardInput.Close();
        var reading = Task.WhenAll(tail.ReadAsync(process.StandardOutput), tail.ReadAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // What it has started itself is its own affair; the command is over.
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return $"it was ended after {driver.TimeLimitSeconds} s at most{Said(tail)}";
        }

        // What it left behind may hold the pipe open for ever.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
        return process.ExitCode == 0 ? null : $"it ended with {process.ExitCode}{Said(tail)}";
    }

    internal static string Said(OutputTail tail) => tail.Words() is { Length: > 0 } words ? $", saying: {words}" : "";
}
