using System.Buffers.Text;
using Floodgate.Admission;
using Floodgate.Foundation.Keys;
using Microsoft.Extensions.DependencyInjection;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What was not sealed here, or was sealed for something else, opens nothing.</summary>
[Collection(HttpCollection.Name)]
public sealed class ForgedPassTests(Server server)
{
    private KeyRing Keys => server.Services.GetRequiredService<KeyRing>();

    [Fact]
    public async Task Pass_WithAnyOneBitFlipped_IsNeverTaken()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(1_000));
        var pass = await server.PassAsync(campaign, "anna");
        var bytes = Base64Url.DecodeFromChars(pass.AsSpan(SealedToken.PassPrefix.Length));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var forged = (byte[])bytes.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            await RefuseAsync(campaign, SealedToken.PassPrefix + Base64Url.EncodeToString(forged));
        }

        await ExpectNothingIssuedAsync(campaign);
    }

    [Fact]
    public async Task Pass_WithAnyOneCharacterChangedOrLost_IsNeverTaken()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(1_000));
        var pass = await server.PassAsync(campaign, "anna");
        for (var place = 0; place < pass.Length; place++)
        {
            var other = pass[place] == 'A' ? 'B' : 'A';
            await RefuseAsync(campaign, pass[..place] + other + pass[(place + 1)..]);
            await RefuseAsync(campaign, pass.Remove(place, 1));
            await RefuseAsync(campaign, pass[..place]);
        }

        // The last character has bits that stand for nothing: they must be nothing.
        foreach (var last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(last =>
            last != pass[^1]))
            await RefuseAsync(campaign, pass[..^1] + last);
        foreach (var broken in new[] { pass.Insert(8, " "), pass.Insert(8, "\t"), pass.Insert(8, "+"), pass + "==" })
            await RefuseAsync(campaign, broken);
        foreach (var longer in new[] { pass + "A", pass + "=", pass + pass, pass + new string('A', 4_000) })
            await RefuseAsync(campaign, longer);
        await ExpectNothingIssuedAsync(campaign);
    }

    [Fact]
    public async Task Pass_ThatExpired_IsRefusedAsExpired()
    {
        var campaign = await server.CampaignAsync();
        var holder = Read(await server.PassAsync(campaign, "anna"));
        var old = Seal(holder with { ExpiresUnixSeconds = server.Now.ToUnixTimeSeconds() }, KeyPurpose.Pass);
        (await server.ClaimAsync(campaign, A, old, "k")).IsRefused(401, "pass-expired");
        (await server.GetAsync("/api/v1/me/vouchers", old)).IsRefused(401, "pass-expired");
    }

    [Fact]
    public async Task Pass_IsGoodForTenMinutesAtMost()
    {
        var campaign = await server.CampaignAsync();
        var left = Read(await server.PassAsync(campaign, "anna")).ExpiresUnixSeconds - server.Now.ToUnixTimeSeconds();
        Assert.InRange(left, 1, 600);
    }

    [Fact]
    public async Task Pass_SealedWithAnotherKey_IsNeverTaken()
    {
        var campaign = await server.CampaignAsync();
        var holder = Read(await server.PassAsync(campaign, "anna"));
        var stranger = new Key(KeyPurpose.Pass, Keys.Current(KeyPurpose.Pass).Id, new byte[32], server.Now);
        await RefuseAsync(campaign, SealedToken.Seal(new Ticket(holder, 0), stranger));
        var ticket = Seal(holder, KeyPurpose.Ticket);
        await RefuseAsync(campaign, ticket);
        // The ticket's own seal under the other's name: the keys are separate.
        await RefuseAsync(campaign, SealedToken.PassPrefix + ticket[SealedToken.TicketPrefix.Length..]);
        await ExpectNothingIssuedAsync(campaign);
    }

    [Fact]
    public async Task Pass_SealedBeforeTheKeyRotated_LivesOutItsTime()
    {
        var campaign = await server.CampaignAsync();
        var before = await server.PassAsync(campaign, "anna");
        Keys.Rotate(KeyPurpose.Pass, TimeProvider.System);
        (await server.ClaimAsync(campaign, A, before, "k1")).Is(201);
        (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, "ben"), "k1")).Is(201);
    }

    [Fact]
    public async Task Ticket_WithAnyOneBitFlipped_IsNeverTaken()
    {
        var campaign = await server.CampaignAsync();
        var taken = await server.PostAsync($"/api/v1/campaigns/{campaign}/tickets", server.Token("anna"));
        var ticket = taken.Text("ticket");
        var bytes = Base64Url.DecodeFromChars(ticket.AsSpan(SealedToken.TicketPrefix.Length));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var forged = (byte[])bytes.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            var answer = await server.GetAsync(
                "/api/v1/tickets/current", SealedToken.TicketPrefix + Base64Url.EncodeToString(forged));
            Assert.True(answer is { Status: 401, Code: "ticket-invalid" }, $"bit {bit}: {answer.Body}");
        }
    }

    private async Task RefuseAsync(string campaign, string forged)
    {
        var answer = await server.ClaimAsync(campaign, A, forged, "k");
        Assert.True(answer is { Status: 401, Code: "pass-invalid" or "pass-missing" },
            $"'{forged}': {answer.Status} {answer.Body}");
    }

    private async Task ExpectNothingIssuedAsync(string campaign) =>
        Assert.Equal(0, (await server.LedgerAsync(campaign)).Json.GetProperty("counts").GetProperty(
            "issued").GetInt64());

    private Pass Read(string pass)
    {
        var outcome = SealedToken.Open(pass, KeyPurpose.Pass, Keys, server.Now.ToUnixTimeSeconds(), out var ticket);
        Assert.Equal(TokenOutcome.Valid, outcome);
        return ticket.Holder;
    }

    private string Seal(Pass holder, KeyPurpose purpose) =>
        SealedToken.Seal(new Ticket(holder, 1), Keys.Current(purpose));
}
