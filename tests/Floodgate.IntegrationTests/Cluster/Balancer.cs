using System.Collections.Concurrent;
using System.Diagnostics;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>A real HAProxy with the configuration that is shipped, in front of up to three nodes.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();

    private Balancer(Process process, Uri url) => (_process, Url) = (process, url);

    /// <summary>Where the crowd comes in.</summary>
    public Uri Url { get; }

    /// <summary>Where staff come in.</summary>
    public required Uri Desk { get; init; }

    /// <summary>What it said of nodes that went and came.</summary>
    public string Log => string.Join('\n', _log);

    public static async Task<Balancer> StartAsync(IReadOnlyList<HostProcess> nodes)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var desk = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var info = new ProcessStartInfo(
            "haproxy", ["-db", "-f", Path.Combine(Repository.Root, "deploy", "haproxy.cfg")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment["FLOODGATE_BIND"] = url.Authority;
        info.Environment["FLOODGATE_CONSOLE"] = desk.Authority;
        for (var i = 1; i <= 3; i++)
            info.Environment[$"FLOODGATE_NODE{i}"] = info.Environment[$"FLOODGATE_DESK{i}"] =
                (i <= nodes.Count ? nodes[i - 1].ProxyUrl.Authority : "127.0.0.1:1");
        var process = new Process { StartInfo = info };
        var balancer = new Balancer(process, url) { Desk = desk };
        process.OutputDataReceived += (_, line) => balancer.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => balancer.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = url };
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    using var answer = await client.GetAsync("/health/ready");
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException fault)
                {
                    return process.HasExited ? throw new InvalidOperationException(balancer.Log, fault) : false;
                }
            },
            () => $"HAProxy serves nobody.\n{balancer.Log}");
        return balancer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null) _log.Enqueue(line);
    }
}
