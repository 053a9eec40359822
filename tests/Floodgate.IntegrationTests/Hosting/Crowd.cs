using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>A receipt somebody got, word for word, and when it had arrived.</summary>
internal sealed record KeptReceipt(Claimant Who, string Body, DateTimeOffset ReceivedAt)
{
    public DateTimeOffset ClaimedAt => Member("claimedAt", value => value.GetDateTimeOffset());

    public string VoucherId => Member("voucherId", value => value.GetString()!);

    private T Member<T>(string name, Func<JsonElement, T> read)
    {
        using var json = JsonDocument.Parse(Body);
        return read(json.RootElement.GetProperty(name));
    }
}

/// <summary>An answer to one claim; <see cref="Outcome"/> is what a 503 says of it.</summary>
internal sealed record ClaimReply(HttpStatusCode Status, string Body, string? Code, string? Outcome);

/// <summary>
/// A crowd on some connections: each person asks with the same key until the answer is definite, over errors, refusals
/// for now and a server that is away. Receipts are kept as they came.
/// </summary>
internal sealed class Crowd(Uri server, string campaign, string batch, int connections) : IDisposable
{
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan BeforeReconnecting = TimeSpan.FromMilliseconds(150);
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
    {
        BaseAddress = server,
        Timeout = Patience.Max,
    };

    private readonly Uri _path = new($"/api/v1/campaigns/{campaign}/batches/{batch}/claims", UriKind.Relative);
    private long _longestTicks;

    public ConcurrentQueue<KeptReceipt> Receipts { get; } = new();

    /// <summary>Definite refusals by code.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers by 'code/outcome' after which the same key was tried again.</summary>
    public ConcurrentDictionary<string, int> Retried { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers nobody should ever get.</summary>
    public ConcurrentQueue<string> Strange { get; } = new();

    /// <summary>The longest time from a request to its answer, where there was one.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref _longestTicks));

    /// <summary>How many have a definite answer.</summary>
    public int Answered => Receipts.Count + Refused.Values.Sum();

    /// <summary>Called after each receipt with their number.</summary>
    public Action<int>? OnReceipt { get; set; }

    /// <summary>Sends all of them; ends when each has a definite answer or at <paramref name="stop"/>.</summary>
    public async Task RunAsync(IReadOnlyList<Claimant> people, CancellationToken stop)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var place = Interlocked.Increment(ref next);
                if (place >= people.Count) return;
                await UntilDefiniteAsync(people[place], stop);
            }
        })));
    }

    /// <summary>Asks again with the keys of these receipts; names each that is not found unchanged.</summary>
    public async Task<IReadOnlyList<string>> AskAgainAsync(IReadOnlyList<KeptReceipt> receipts)
    {
        var differences = new ConcurrentQueue<string>();
        var askers = new ParallelOptions { MaxDegreeOfParallelism = connections };
        await Parallel.ForEachAsync(receipts, askers, async (receipt, _) =>
        {
            var reply = await UntilAnsweredAsync(receipt.Who);
            if (reply.Status != HttpStatusCode.OK || reply.Body != receipt.Body)
                differences.Enqueue($"{receipt.Who.Key}: {(int)reply.Status} {reply.Body} instead of {receipt.Body}");
        });
        return [.. differences];
    }

    /// <summary>One request, whatever comes of it.</summary>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public async Task<ClaimReply> ClaimAsync(Claimant who)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, _path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {who.Pass}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", who.Key);
        request.Content = new ByteArrayContent("{}"u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var answer = await _client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var took = TimeProvider.System.GetElapsedTime(began).Ticks;
        for (var known = _longestTicks; took > known; known = _longestTicks)
            if (Interlocked.CompareExchange(ref _longestTicks, took, known) == known) break;
        if (answer.IsSuccessStatusCode) return new ClaimReply(answer.StatusCode, body, null, null);
        using var json = JsonDocument.Parse(body);
        return new ClaimReply(answer.StatusCode, body, Text(json, "code"), Text(json, "outcome"));
    }

    public void Dispose() => _client.Dispose();

    private async Task UntilDefiniteAsync(Claimant who, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await TryAsync(who) is not { } reply) continue;

            switch (reply.Status)
            {
                case HttpStatusCode.Created or HttpStatusCode.OK:
                    Receipts.Enqueue(new KeptReceipt(who, reply.Body, TimeProvider.System.GetUtcNow()));
                    OnReceipt?.Invoke(Receipts.Count);
                    return;
                case HttpStatusCode.Conflict:
                    Refused.AddOrUpdate(reply.Code!, 1, (_, count) => count + 1);
                    return;
                case HttpStatusCode.ServiceUnavailable when reply.Outcome is "none" or "unknown":
                    Retried.AddOrUpdate($"{reply.Code}/{reply.Outcome}", 1, (_, count) => count + 1);
                    await Task.Delay(BeforeRetry, TimeProvider.System, CancellationToken.None);
                    break;
                default:
                    Strange.Enqueue($"{(int)reply.Status} {reply.Body}");
                    return;
            }
        }
    }

    private async Task<ClaimReply> UntilAnsweredAsync(Claimant who)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience.Max)
        {
            if (await TryAsync(who) is { Status: not HttpStatusCode.ServiceUnavailable } reply) return reply;
            await Task.Delay(BeforeRetry, TimeProvider.System, CancellationToken.None);
        }

        throw new TimeoutException($"{server} answers nobody");
    }

    /// <summary>Null: no answer, the server is away or went away in the middle.</summary>
    private async Task<ClaimReply?> TryAsync(Claimant who)
    {
        try
        {
            return await ClaimAsync(who);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
        {
            Retried.AddOrUpdate("no answer", 1, (_, count) => count + 1);
            await Task.Delay(BeforeReconnecting, TimeProvider.System, CancellationToken.None);
            return null;
        }
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
