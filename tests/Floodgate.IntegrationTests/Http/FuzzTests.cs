using System.Text;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>
/// Two thousand requests made of good and bad parts in every mixture; a thousand more go in as raw bytes.
/// </summary>
[Collection(HttpCollection.Name)]
public sealed class FuzzTests(Server server, ITestOutputHelper output)
{
    private const int Rounds = 2_000;
    private const int Seed = 20_261_122;

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "FOO"];

    private static readonly string[] Odd =
    [
        "", "0", "-1", "null", "true", "[]", "{}", "\"", "'", "{\"a\":", "9999999999999999999999", "1e400", "\u0000",
            "\ud83c\udf9f",
        "../../etc/passwd", "%2e%2e", "' OR 1=1 --", "<script>", "${jndi:ldap://x}", "\r\nX: y", "a\tb", "{{7*7}}",
        "NaN",
        "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\ufeff{}",
    ];

    [Fact]
    public async Task Request_OfAnyMixture_GetsADefiniteAnswerAndNever5xx()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(5));
        var pass = await server.PassAsync(campaign, "fuzz");
        var random = new Random(Seed);
        var bearers = new[] { pass, server.Token("fuzz"), server.Operator, "x", "fgp_", "fgt_AAAA", "fgk_x", "a.b.c",
            "" };
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var (method, path) = (Pick(random, Methods), Path(random, campaign));
            var body = random.Next(3) == 0 ? null : Content(random);
            var answer = await server.SendAsync(
                new HttpMethod(method), path, random.Next(4) == 0 ? null : Pick(random, bearers), body,
                ("Idempotency-Key", random.Next(2) == 0 ? $"k{random.Next(9)}" : Header(random)),
                ("If-Match", random.Next(2) == 0 ? "\"v1\"" : null),
                ("If-None-Match", random.Next(3) == 0 ? Header(random) : null),
                ("Accept-Language", Header(random)), ("Accept-Encoding", random.Next(3) == 0 ? "br, gzip" : null));
            var told = $"seed {Seed} round {round}: {method} {path} -> {answer.Status} {answer.Body}";
            Assert.True(answer.Status < 500, told);
            if (answer.Took > slowest) slowest = answer.Took;
            if (answer.Status >= 400 && answer.Body.Length > 0 && path.StartsWith("/api/v1", StringComparison.Ordinal))
                Assert.True(answer.Code is { Length: > 0 }, told);
        }

        // 3 seconds are promised.
        output.WriteLine($"FIGURE slowest answer {slowest.TotalMilliseconds:N0} ms");
        var ledger = (await server.LedgerAsync(campaign)).Json;
        Assert.InRange(ledger.GetProperty("counts").GetProperty("issued").GetInt64(), 0, 2);
        Assert.Equal(ledger.GetProperty("budget").GetInt64(),
            ledger.GetProperty("unissued").GetInt64() + ledger.GetProperty("held").GetInt64());
    }

    private static string Path(Random random, string campaign)
    {
        var id = random.Next(3) == 0
            ? Uri.EscapeDataString(Pick(random, Odd).Replace("\0", "", StringComparison.Ordinal)) : campaign;
        return random.Next(14) switch
        {
            0 => $"/api/v1/campaigns/{id}",
            1 => $"/api/v1/campaigns/{id}/tickets",
            2 or 3 or 4 => $"/api/v1/campaigns/{id}/batches/{(random.Next(2) == 0 ? A : id)}/claims",
            5 => "/api/v1/tickets/current",
            6 => "/api/v1/me/vouchers",
            7 => $"/api/v1/me/vouchers/{id}",
            8 => $"/api/v1/me/vouchers/{id}/qr",
            9 => $"/api/v1/ops/campaigns/{id}/pause",
            10 => $"/api/v1/ops/campaigns/{id}/ledger",
            11 => $"/api/v1/ops/campaigns/{id}/resume",
            12 => "/api/v1/ops/allow-lists",
            _ => $"/demo/token?{id}={id}",
        };
    }

    private static ByteArrayContent Content(Random random)
    {
        var bytes = random.Next(4) switch
        {
            0 => "{}"u8.ToArray(),
            1 => Encoding.UTF8.GetBytes(Pick(random, Odd)),
            2 => Encoding.UTF8.GetBytes(
                $$"""{"scope":"batch","target":"{{random.Next(5)}}","reason":{{random.Next(9)}}}"""),
            _ => Noise(random),
        };
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", random.Next(3) switch
        {
            0 => "application/json",
            1 => "text/plain",
            _ => "multipart/form-data",
        });
        return content;
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>What can stand in a header at all; the rest is for the raw tests.</summary>
    private static string Header(Random random) =>
        new([.. Pick(random, Odd).Where(character => character is >= ' ' and <= '~' or '\t')]);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
