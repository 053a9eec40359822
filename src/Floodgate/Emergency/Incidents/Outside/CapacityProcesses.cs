using System.ComponentModel;
using System.Diagnostics;
using Floodgate.Emergency.Nodes;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>What one run of a step wants started.</summary>
/// <param name="More">How many nodes.</param>
/// <param name="Serving">Those that serve already, by name.</param>
internal sealed record StartWanted(string Run, int More, IReadOnlyCollection<string> Serving);

/// <summary>
/// Starts further nodes on this machine. A node is started once while its process runs, whoever asks; it lives on when
/// this server ends, unless it was told to end with its input.
/// </summary>
internal sealed class CapacityProcesses(RunMarks marks, ILogger<CapacityProcesses> log) : IDisposable
{
    private readonly Dictionary<string, Started> _started = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Starts the first of the driver's nodes that neither serve nor run.</summary>
    public CapacityAsked Start(
        string name, CapacityDriverOptions driver, IReadOnlyDictionary<string, string> words, StartWanted wanted)
    {
        if (!marks.TryTake(wanted.Run)) return new CapacityAsked(name, fault: null);
        lock (_gate)
        {
            var free = driver.Nodes.Keys.Except(wanted.Serving).Where(node => !IsRunning(node))
                .Order(StringComparer.Ordinal).Take(wanted.More).ToArray();
            if (free.Length < wanted.More)
                return new CapacityAsked(name, $"{wanted.More} nodes are wanted and {free.Length} are left to start: "
                    + $"{string.Join(", ", driver.Nodes.Keys.Order(StringComparer.Ordinal))} are all there are");
            var begun = new List<Started>();
            foreach (var node in free)
            {
                if (Start(name, driver, node, words) is { } fault) return new CapacityAsked(name, $"{node}: {fault}");
                begun.Add(_started[node]);
            }

            return new CapacityAsked(name, Fault: null, () => begun.Select(one => one.Broken()).FirstOrDefault(
                broken => broken is not null));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var one in _started.Values) one.Process.Dispose();
            _started.Clear();
        }
    }

    private bool IsRunning(string node) => _started.TryGetValue(node, out var one) && one.Broken() is null;

    private string? Start(
        string name, CapacityDriverOptions driver, string node, IReadOnlyDictionary<string, string> words)
    {
        var filled = words.Concat(driver.Nodes[node]).Append(KeyValuePair.Create("node", node))
            .DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
        var start = CapacityTemplate.Fill(driver, filled);
        var tail = new OutputTail(start.Environment.Values.OfType<string>());
        // Its input stays open for as long as we live: a node that is to end with us can tell.
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) =>
        {
            // None: this server let go of it at the same moment, and is ending itself.
            if (ExitOf(process) is { } exit) NodesLog.ProcessEnded(log, name, node, exit);
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            process.Dispose();
            return $"it could not be started: {fault.Message}";
        }

        NodesLog.ProcessStarted(log, name, process.Id, node, words["run"]);
        _ = tail.ReadAsync(process.StandardOutput);
        _ = tail.ReadAsync(process.StandardError);
        if (_started.Remove(node, out var before)) before.Process.Dispose();
        _started[node] = new Started(node, process, tail);
        return null;
    }

    /// <summary>Null: it runs, or was let go of.</summary>
    private static int? ExitOf(Process process)
    {
        try
        {
            return process.HasExited ? process.ExitCode : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Started(string Node, Process Process, OutputTail Tail)
    {
        public string? Broken() => ExitOf(Process) is { } exit
            ? $"{Node} ended with {exit}{CapacityCommand.Said(Tail)}" : null;
    }
}
