using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Floodgate.Bench.Room;

/// <summary>A real server with the default plan in force, and the keys of two of its staff.</summary>
internal sealed class RoomServer : IAsyncDisposable
{
    public const string AlertSecret = "bench-alerts";
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private readonly string _program;
    private readonly Process _process;

    private RoomServer(string program, string data, Uri url, Process process)
    {
        (_program, Data, Url, _process) = (program, data, url, process);
        Client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
        Staff = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
    }

    public string Data { get; }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public HttpClient Staff { get; }

    /// <param name="options">Of the node, as environment variables.</param>
    public static async Task<RoomServer> StartAsync(
        string program, string data, string plan, IReadOnlyDictionary<string, string>? options = null)
    {
        var server = await StartAsync(program, data, options);
        await server.ApproveAsync(plan);
        return server;
    }

    /// <summary>On a folder that may have been used before: nothing is put into it.</summary>
    public static async Task<RoomServer> StartAsync(
        string program, string data, IReadOnlyDictionary<string, string>? options)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var info = Info(program, "serve", "--demo", "--data", data, "--urls", url.ToString());
        info.Environment["FLOODGATE_SECRET_ALERTS_BENCH"] = AlertSecret;
        foreach (var (name, value) in options ?? new Dictionary<string, string>()) info.Environment[name] = value;
        var process = Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new RoomServer(program, data, url, process);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>The one incident with its timeline; null while there is none.</summary>
    public async Task<JsonElement?> OnlyAsync()
    {
        var list = await Staff.GetFromJsonAsync<JsonElement>("/api/v1/ops/incidents?state=all");
        var items = list.GetProperty("items");
        if (items.GetArrayLength() == 0) return null;
        if (items.GetArrayLength() > 1) throw new InvalidDataException($"{items.GetArrayLength()} incidents, not one");
        return await Staff.GetFromJsonAsync<JsonElement>($"/api/v1/ops/incidents/{items[0].GetProperty("id")}");
    }

    public async Task ApplyAsync(string campaign, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var applied = await Staff.PutAsync($"/api/v1/ops/campaigns/{campaign}", content);
        applied.EnsureSuccessStatusCode();
    }

    public static IEnumerable<(DateTimeOffset At, JsonElement Fact)> Facts(JsonElement incident, string kind) =>
        from entry in incident.GetProperty("timeline").EnumerateArray()
        let fact = entry.GetProperty("fact")
        where fact.GetProperty("fact").GetString() == kind
        select (entry.GetProperty("at").GetDateTimeOffset(), fact);

    public double ResidentMiB()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1048576.0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Client.Dispose();
        Staff.Dispose();
    }

    private async Task ReadyAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var ready = await Client.GetAsync("/health/ready");
                using var demo = await Client.GetAsync("/api/v1/campaigns/demo");
                if (ready.IsSuccessStatusCode && demo.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
                throw new InvalidOperationException("the server is not ready");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task ApproveAsync(string plan)
    {
        Staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync("admin"));
        using var content = new StringContent(await File.ReadAllTextAsync(plan), Encoding.UTF8, "application/yaml");
        using var applied = await Staff.PutAsync("/api/v1/ops/plans/default", content);
        applied.EnsureSuccessStatusCode();
        using var second = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ops/plans/default/versions/1/approve")
        {
            Content = JsonContent.Create(new { }),
        };
        second.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync("commander"));
        using var approved = await Client.SendAsync(second);
        approved.EnsureSuccessStatusCode();
    }

    public async Task<string> KeyAsync(string role)
    {
        using var run = Process.Start(
            Info(_program, "keys", "create", "--role", role, "--name", "bench-" + role, "--data", Data))!;
        var text = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return text.TrimEnd().Split('\n')[^1].Trim();
    }

    private static ProcessStartInfo Info(string program, params string[] arguments)
    {
        var dll = program.EndsWith(".dll", StringComparison.Ordinal);
        var info = new ProcessStartInfo(dll ? "dotnet" : program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (dll) info.ArgumentList.Add(program);
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        return info;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
