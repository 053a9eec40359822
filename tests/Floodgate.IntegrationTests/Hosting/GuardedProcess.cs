using System.Collections.Concurrent;
using System.Diagnostics;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// One life of a server that is not ours: its process and that one's children. A guard outside of it waits for the end
/// of our pipe and then kills them all, so that nothing is left however the tests end. (Not the kernel's signal at the
/// parent's death: the parent it means is the thread that started the process, and a pool's thread ends when idle.)
/// </summary>
internal sealed class GuardedProcess
{
    private const int LogLinesMax = 2_000;

    // The shell becomes the server, so its id is known. Stopped first, it forks nothing while its children are killed.
    private const string Guarded = """
        exec 3<&0
        ( ( cat <&3; kill -STOP $$; children=$(cat /proc/$$/task/$$/children); kill -KILL $$ $children
        ) >/dev/null 2>&1 & )
        exec "$@" </dev/null 3<&-
        """;

    private readonly ConcurrentQueue<string> _log;
    private readonly Process _process;

    private GuardedProcess(Process process, ConcurrentQueue<string> log)
    {
        _process = process;
        _log = log;
    }

    public bool IsRunning => !_process.HasExited;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="log">Gets what it prints.</param>
    /// <param name="environment">Added to ours.</param>
    public static GuardedProcess Start(
        string[] command, ConcurrentQueue<string> log, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", Guarded, "guarded", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        info.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        var server = new GuardedProcess(new Process { StartInfo = info }, log);
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>SIGKILL to all of it; all of it is gone when this returns.</summary>
    public async Task KillAsync()
    {
        _process.StandardInput.Close();
        // Its output ends only when the last backend is gone too.
        await _process.WaitForExitAsync().WaitAsync(Patience.Max, TimeProvider.System);
        _process.Dispose();
    }

    /// <summary>SIGSTOP to all of it: it answers nobody, and its connections stay.</summary>
    public void Stop()
    {
        Signal("STOP", _process.Id);
        Signal("STOP", Children());
    }

    public void Continue() => Signal("CONT", [.. Children(), _process.Id]);

    private static void Signal(string name, params int[] processes)
    {
        if (processes.Length == 0) return;
        // One of them may have ended by itself meanwhile.
        var info = new ProcessStartInfo("/bin/sh", ["-c", $"kill -{name} {string.Join(' ', processes)} || true"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var kill = Process.Start(info)!;
        kill.StandardError.ReadToEnd();
        kill.WaitForExit();
    }

    private int[] Children() =>
    [
        .. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
    ];

    private void Keep(string? line)
    {
        if (line is null) return;
        _log.Enqueue(line);
        if (_log.Count > LogLinesMax) _log.TryDequeue(out _);
    }
}
