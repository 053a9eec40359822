using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using Floodgate.Bench.Load;
using Floodgate.Bench.Room;
using Floodgate.Drills;
using Floodgate.Drills.AtTills;
using Floodgate.Drills.Sandbox;

namespace Floodgate.Bench.Tills;

/// <summary>T1 and T2 on a real server: vouchers claimed over the interface, redeemed at a till.</summary>
internal sealed class TillBench(string program, string campaign)
{
    private const string Held = "held";
    private const string Batch = "open";
    private const int PerSecond = 20;
    private const int AloneRequests = 3_000;
    private const int Connections = 64;
    private const int Threads = 2;

    /// <summary>Repetitions before the first that counts: the program is compiled as it is used.</summary>
    private const int WarmUps = 5;
    private const int OverloadTimes = 10;
    private const int CapacityRequests = 1_000;

    /// <summary>More than any server takes: each connection sends again as soon as it was answered.</summary>
    private const double AsFastAsItGoes = 1e6;

    /// <summary>
    /// One claim a commit and a short lane: ten times of that can be sent by a machine that also runs the server.
    /// </summary>
    private static readonly Dictionary<string, string> Narrow = new(StringComparer.Ordinal)
    {
        ["Floodgate__Claims__LaneRequestsMax"] = "16",
        ["Floodgate__Claims__CallRequestsMax"] = "1",
        ["Floodgate__Claims__LaneCallsMax"] = "1",
    };

    private static readonly TillLoad Load = new(PerSecond, 10_000, "CNY");
    private readonly DrillsOptions _options = new() { AnswerSecondsMax = 60 };

    /// <summary>T2: nobody but tills, as fast as it goes, by turns with an endpoint that does nothing.</summary>
    public async IAsyncEnumerable<AloneFigures> AloneAsync(
        int repetitions, [EnumeratorCancellation] CancellationToken stop)
    {
        using var folder = new BenchFolder();
        await using var server = await StartAsync(folder.Path, []);
        await server.ApplyAsync(Held, campaign);
        var till = await TillAsync(server, stop);
        using var empty = await EmptyServer.StartAsync();
        for (var i = 0; i < WarmUps + repetitions; i++)
        {
            var vouchers = await ClaimAsync(server, $"alone-{i}", AloneRequests, stop);
            byte[][] Requests(Uri to) => [.. vouchers.Select((one, order) => Request(to, till, one, $"{i}-{order}"))];
            var ceiling = OpenLoop.Run(empty.Url, Requests(empty.Url), AsFastAsItGoes, Connections, Threads);
            var tills = OpenLoop.Run(server.Url, Requests(server.Url), AsFastAsItGoes, Connections, Threads);
            if (i >= WarmUps) yield return AloneFigures.Of(i - WarmUps + 1, ceiling, tills);
        }
    }

    /// <summary>
    /// T1: twenty customers a second, alone, beside ten times the claims that can be taken, the same while they are
    /// paused, and while the claims' book is fenced and opens again every two seconds.
    /// </summary>
    public async IAsyncEnumerable<BesideFigures> BesideAsync(
        int seconds, [EnumeratorCancellation] CancellationToken stop)
    {
        var count = PerSecond * seconds;
        using var folder = new BenchFolder();
        await using var server = await StartAsync(folder.Path, Narrow);
        await server.ApplyAsync(Held, campaign);
        await server.ApplyAsync(ClaimMix.Campaign, campaign);
        var till = await TillAsync(server, stop);
        var held = new Queue<HeldVoucher[]>((await ClaimAsync(server, "held", 4 * count, stop)).Chunk(count));
        yield return await PhaseAsync("alone", server, till, held.Dequeue(), null, 0);
        var capacity = Claims(server.Url, folder.Path, 0, CapacityRequests);
        var found = OpenLoop.Run(server.Url, capacity, AsFastAsItGoes, Connections / 4, Threads);
        var rate = OverloadTimes * found.Issued / found.Seconds;
        var crowd = Claims(server.Url, folder.Path, CapacityRequests, (int)(rate * (seconds + 2)));
        yield return await PhaseAsync("overload", server, till, held.Dequeue(), crowd, rate);
        using (var fence = new ShardFence(folder.Path, ClaimMix.Campaign))
        {
            var reopened = await PhaseAsync("reopening", server, till, held.Dequeue(), crowd, rate);
            yield return reopened with { Reopened = await fence.EndAsync() };
        }

        await PauseAsync(server);
        yield return await PhaseAsync("paused", server, till, held.Dequeue(), crowd, rate);
    }

    /// <summary>Without a plan in force: what the machine does by itself, before anybody slows the claims.</summary>
    private async Task<RoomServer> StartAsync(string folder, Dictionary<string, string> options)
    {
        var server = await RoomServer.StartAsync(program, folder, options);
        server.Staff.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await server.KeyAsync("admin"));
        return server;
    }

    private async Task<BesideFigures> PhaseAsync(
        string phase, RoomServer server, DrillTill till, HeldVoucher[] vouchers, byte[][]? crowd, double rate)
    {
        var tally = new TillTally((vouchers.Length / PerSecond) + _options.AnswerSecondsMax);
        var claims = crowd is null ? Task.FromResult<OpenLoopResult?>(null)
            : Task.Run(OpenLoopResult? () => OpenLoop.Run(server.Url, crowd, rate, 4 * Connections, Threads));
        using (var pace = new TillPace(server.Url, [till], Load, tally, phase, _options, TimeProvider.System))
            await pace.RunAsync(vouchers, CancellationToken.None);
        return BesideFigures.Of(phase, tally, rate, await claims);
    }

    private static async Task PauseAsync(RoomServer server)
    {
        using var paused = await server.Staff.PostAsJsonAsync(
            $"/api/v1/ops/campaigns/{ClaimMix.Campaign}/pause",
            new
            {
                scope = "campaign",
                reason = "bench",
                resumesAt = TimeProvider.System.GetUtcNow().AddHours(1),
                notice = new { zh = "测量", en = "A measurement" },
            });
        paused.EnsureSuccessStatusCode();
    }

    private async Task<DrillTill> TillAsync(RoomServer server, CancellationToken stop)
    {
        using var staff = new StaffClient(server.Url, await server.KeyAsync("operator"));
        var till = await DrillStores.TillAsync(staff, "demo-store", "bench", stop);
        await DrillStores.KnownAsync(server.Url, till, TimeProvider.System, stop);
        return till;
    }

    private async Task<HeldVoucher[]> ClaimAsync(RoomServer server, string people, int count, CancellationToken stop)
    {
        using var holders = new TillHolders(server.Url, Held, Batch, _options, TimeProvider.System);
        return await holders.ClaimAsync(people, count, stop);
    }

    private static byte[][] Claims(Uri server, string data, int from, int count) =>
    [
        .. PassMint.Mint(data, ClaimMix.Campaign, from + count).Skip(from).Select((pass, i) => Bytes(
            server, ClaimMix.All.Path(i), pass, "{}",
            string.Create(CultureInfo.InvariantCulture, $"Idempotency-Key: k{i}\r\n"))),
    ];

    private static byte[] Request(Uri server, DrillTill till, HeldVoucher voucher, string order) => Bytes(
        server, "/api/v1/redemptions", till.Key,
        $$"""
        {"code":"{{voucher.Code}}","orderRef":"bench-{{order}}",
        "orderAmount":{"amount":10000,"currency":"CNY"},"terminal":"till-1"}
        """, "");

    private static byte[] Bytes(Uri server, string path, string bearer, string body, string more) =>
        Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {bearer}\r\n{more}"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
}
