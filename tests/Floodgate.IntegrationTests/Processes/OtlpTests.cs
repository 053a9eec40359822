using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Floodgate.Access.Citizens;
using Floodgate.Foundation.Keys;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>What a collector gets from a real node: all six stations, and nobody's data.</summary>
public sealed class OtlpTests
{
    private const string Phone = "phone-hash-3b1f0c77", Citizen = "citizen-anna", Key = "key-of-anna-8812";
    private static readonly string[] Stations = ["request", "admission", "queue", "decision", "journal", "receipt"];
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collector_UnderClaims_GetsEveryStationAndNoPersonalData()
    {
        await using var collector = new Collector();
        await collector.StartAsync();
        await using var host = await HostProcess.StartAsync(new HostSetup { Environment = collector.Environment });
        var token = await TextAsync(
            host, "/demo/token", null, JsonContent.Create(new { citizen = Citizen, phoneHash = Phone }), "token");
        var pass = await TextAsync(host, "/api/v1/campaigns/demo/tickets", token, null, "pass");
        const string claims = "/api/v1/campaigns/demo/batches/dining-30/claims";
        await TextAsync(host, claims, pass, Body(), "voucherId", 201);
        await TextAsync(host, claims, pass, Body(), "voucherId", 200);
        await TextAsync(host, claims, "forged-" + pass, Body(), "code", 401);
        using (var wallet = await SendAsync(host, HttpMethod.Get, "/api/v1/me/vouchers", token, null))
            Assert.True(wallet.IsSuccessStatusCode);

        await SentAsync(collector);
        var persons = new PersonKey(
            KeyRing.Open(new DataFolder(host.DataDir).Keys, TimeProvider.System));
        foreach (var (kind, value) in ((string, string)[])[(PersonKey.Phone, Phone), (PersonKey.Account, Citizen)])
        {
            var person = persons.Of(kind, value);
            var bytes = new byte[16];
            person.Write(bytes);
            Assert.False(collector.Holds(bytes), kind);
            Assert.False(collector.Holds([.. bytes.Reverse()]), kind);
            Assert.False(collector.Holds(person.ToString()), kind);
        }

        foreach (var secret in token.Split('.').Concat(pass.Split('.')).Concat([Phone, Citizen, Key, "13800000000"]))
            Assert.False(collector.Holds(secret), secret);
    }

    /// <summary>Waits until every station has come as a span and as both metrics.</summary>
    private static Task SentAsync(Collector collector)
    {
        string[] Missing() =>
        [
            .. Stations.Where(name => !collector.Holds($"floodgate.{name}", "/v1/traces")),
            .. Stations.Where(name => !collector.Holds($"floodgate.{name}.duration", "/v1/metrics")),
            .. Stations.Where(name => !collector.Holds($"floodgate.{name}.count", "/v1/metrics")),
            .. ((string[])["/v1/traces", "/v1/metrics"]).Where(path => !collector.Holds("service.name", path)),
        ];
        return Patience.UntilAsync(
            () => Missing().Length == 0, () => "not sent: " + string.Join(", ", Missing()));
    }

    private static StringContent Body() => new("{}", Encoding.UTF8, "application/json");

    private static async Task<string> TextAsync(
        HostProcess host, string path, string? bearer, HttpContent? body, string member, int? status = null)
    {
        using var answer = await SendAsync(host, HttpMethod.Post, path, bearer, body);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(status is null ? answer.IsSuccessStatusCode : (int)answer.StatusCode == status, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty(member).GetString()!;
    }

    /// <summary>With headers of a trace of the sender's own, which hold what they like.</summary>
    private static Task<HttpResponseMessage> SendAsync(
        HostProcess host, HttpMethod method, string path, string? bearer, HttpContent? body)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        request.Headers.Add("Idempotency-Key", Key);
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("tracestate", "who=13800000000");
        request.Headers.Add("baggage", "phone=13800000000");
        return host.Client.SendAsync(request, Stop);
    }
}
