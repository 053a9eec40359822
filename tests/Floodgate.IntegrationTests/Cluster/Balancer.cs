using System.Collections.Concurrent;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>A real HAProxy with the configuration that is shipped, in front of up to three nodes.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly GuardedProcess _process;
    private readonly ConcurrentQueue<string> _log;

    private Balancer(GuardedProcess process, ConcurrentQueue<string> log, Uri url) =>
        (_process, _log, Url) = (process, log, url);

    /// <summary>Where the crowd comes in.</summary>
    public Uri Url { get; }

    /// <summary>Where staff come in.</summary>
    public required Uri Desk { get; init; }

    /// <summary>What it said of nodes that went and came.</summary>
    public string Log => string.Join('\n', _log);

    public bool IsRunning => _process.IsRunning;

    public static async Task<Balancer> StartAsync(IReadOnlyList<HostProcess> nodes)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var desk = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FLOODGATE_BIND"] = url.Authority,
            ["FLOODGATE_CONSOLE"] = desk.Authority,
        };
        for (var i = 1; i <= 3; i++)
            environment[$"FLOODGATE_NODE{i}"] = environment[$"FLOODGATE_DESK{i}"] =
                i <= nodes.Count ? nodes[i - 1].ProxyUrl.Authority : "127.0.0.1:1";
        var log = new ConcurrentQueue<string>();
        var balancer = new Balancer(
            GuardedProcess.Start(
                ["haproxy", "-db", "-f", Path.Combine(Repository.Root, "deploy", "haproxy.cfg")], log, environment),
            log, url)
        {
            Desk = desk,
        };
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
                    return balancer.IsRunning ? false : throw new InvalidOperationException(balancer.Log, fault);
                }
            },
            () => $"HAProxy serves nobody.\n{balancer.Log}");
        return balancer;
    }

    public async ValueTask DisposeAsync() => await _process.KillAsync();
}
