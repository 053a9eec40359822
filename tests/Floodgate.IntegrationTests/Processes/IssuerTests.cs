using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A real node and an identity provider, over HTTP: discovery, keys, and their faults.</summary>
public sealed class IssuerTests
{
    private const string Campaign = "identity";
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_OfTheIssuersKeys_AreAcceptedAndNoOthers()
    {
        await using var issuer = new Issuer();
        await using var stranger = new Issuer();
        await issuer.StartAsync();
        await using var host = await StartAsync(issuer);
        foreach (var algorithm in (string[])["RS256", "ES256", "EdDSA"])
            Assert.Equal((201, null), await TicketAsync(host, issuer.Token(algorithm, $"citizen-{algorithm}")));
        Assert.Equal((401, "token-invalid"), await TicketAsync(host, stranger.Token("ES256", "anna", issuer.Url)));
        Assert.Equal((401, "token-invalid"), await TicketAsync(host, issuer.Token("ES256", "anna", stranger.Url)));
    }

    [Fact]
    public async Task Keys_WhenTheIssuerChangesThem_AreFollowed()
    {
        await using var issuer = new Issuer();
        await using var next = new Issuer();
        await issuer.StartAsync();
        await using var host = await StartAsync(issuer);
        Assert.Equal((201, null), await TicketAsync(host, issuer.Token("ES256", "anna")));

        issuer.Keys = context => context.Response.WriteAsync(next.Jwks());
        await UntilAsync((201, null), () => TicketAsync(host, next.Token("EdDSA", "ben", issuer.Url)));
        // A token nobody has shown before: what was checked while its key was good is believed for its time.
        Assert.Equal((401, "token-invalid"), await TicketAsync(host, issuer.Token("ES256", "carl")));
    }

    [Fact]
    public async Task Issuer_GoneAfterTheStart_LeavesItsKeysGood()
    {
        await using var issuer = new Issuer();
        await issuer.StartAsync();
        await using var host = await StartAsync(issuer);
        Assert.Equal((201, null), await TicketAsync(host, issuer.Token("ES256", "anna")));
        await issuer.StopAsync();

        await using var stranger = new Issuer();
        await UntilAsync((503, "identity-unavailable"),
            () => TicketAsync(host, stranger.Token("ES256", "dora", issuer.Url)));
        foreach (var citizen in (string[])["ben", "carl"])
            Assert.Equal((201, null), await TicketAsync(host, issuer.Token("RS256", citizen)));
    }

    [Fact]
    public async Task Issuer_GoneAtTheStart_RefusesCitizensUntilItIsThere()
    {
        await using var issuer = new Issuer();
        await using var host = await StartAsync(issuer);
        Assert.Equal((503, "identity-unavailable"), await TicketAsync(host, issuer.Token("ES256", "anna")));
        using (var ready = await host.Client.GetAsync("/health/ready", Stop)) Assert.True(ready.IsSuccessStatusCode);
        await issuer.StartAsync();
        await UntilAsync((201, null), () => TicketAsync(host, issuer.Token("ES256", "anna")));
    }

    /// <summary>
    /// Whatever comes instead of keys, and be it nothing for ever: the citizen gets an answer, nothing is believed, and
    /// the node is unharmed.
    /// </summary>
    [Fact]
    public async Task Keys_HugeSlowOrMalformed_AreRefusedInTime()
    {
        await using var issuer = new Issuer();
        await issuer.StartAsync();
        await using var host = await StartAsync(issuer);
        foreach (var answer in (Func<HttpContext, Task>[])[HugeAsync, EndlessAsync, SilentAsync, .. Malformed()])
        {
            // Never good in between: keys once known would stay good.
            issuer.Keys = answer;
            issuer.Discovery = null;
            await RefusedAsync(host, issuer);
            issuer.Discovery = answer;
            await RefusedAsync(host, issuer);
        }

        issuer.Keys = issuer.Discovery = null;
        await UntilAsync((201, null), () => TicketAsync(host, issuer.Token("ES256", "anna")));
    }

    private static async Task RefusedAsync(HostProcess host, Issuer issuer)
    {
        var before = issuer.Asked;
        await Patience.UntilAsync(
            async () =>
            {
                Assert.Equal((503, "identity-unavailable"), await TicketAsync(host, issuer.Token("ES256", "anna")));
                return issuer.Asked > before;
            },
            () => "the issuer is not asked");
    }

    private static async Task HugeAsync(HttpContext context)
    {
        var block = new byte[64 * 1024];
        block.AsSpan().Fill((byte)' ');
        for (var i = 0; i < 64; i++) await context.Response.Body.WriteAsync(block, context.RequestAborted);
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(" ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, context.RequestAborted);
        }
    }

    private static Task SilentAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    private static IEnumerable<Func<HttpContext, Task>> Malformed() =>
        ((string[])["", "[]", "{\"keys\":[{\"kty\":\"RSA\"}]}"]).Select(text =>
            (Func<HttpContext, Task>)(context => context.Response.WriteAsync(text)))
        .Append(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

    private static async Task<HostProcess> StartAsync(Issuer issuer)
    {
        var host = await HostProcess.StartAsync(new HostSetup { Demo = false, Environment = issuer.Environment });
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 100, shards: 1);
        return host;
    }

    private static async Task UntilAsync((int, string?) wanted, Func<Task<(int, string?)>> ask)
    {
        (int, string?) answer = default;
        await Patience.UntilAsync(async () => (answer = await ask()) == wanted, () => $"{answer} and not {wanted}");
    }

    private static async Task<(int Status, string? Code)> TicketAsync(HostProcess host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/campaigns/{Campaign}/tickets");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await host.Client.SendAsync(request, Stop);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        var refused = json.RootElement.TryGetProperty("code", out var code);
        return ((int)answer.StatusCode, refused ? code.GetString() : null);
    }
}
