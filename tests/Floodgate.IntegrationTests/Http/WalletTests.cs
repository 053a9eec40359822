using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class WalletTests(Server server)
{
    private const string Wallet = "/api/v1/me/vouchers";

    [Fact]
    public async Task Wallet_WithTheToken_ShowsCodesAndEveryMemberOfTheContract()
    {
        var (campaign, _, voucher) = await ClaimedAsync("wallet-anna");
        var wallet = await server.GetAsync(Wallet, server.Token("wallet-anna"));
        wallet.Is(200);
        Assert.Contains("no-store", wallet.Header("Cache-Control"), StringComparison.Ordinal);
        var item = Assert.Single(wallet.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(voucher, item.GetProperty("voucherId").GetString());
        Assert.Equal((campaign, A, "held"),
            (item.GetProperty("campaign").GetString(), item.GetProperty("batch").GetString(),
            item.GetProperty("state").GetString()));
        Assert.True(item.GetProperty("code").GetString()!.Length >= 16);
        Assert.Equal(3_000, item.GetProperty("remaining").GetProperty("amount").GetInt64());
        foreach (var member in new[] { "faceValue", "threshold", "validUntil", "validFrom", "claimedAt" })
            Assert.True(item.TryGetProperty(member, out _), member);
        var one = await server.GetAsync($"{Wallet}/{voucher}", server.Token("wallet-anna"));
        Assert.Equal(item.GetRawText(), one.Body);
    }

    [Fact]
    public async Task Wallet_WithThePass_HasNoCodeAndNoQr()
    {
        var (_, pass, voucher) = await ClaimedAsync("wallet-ben");
        var wallet = await server.GetAsync(Wallet, pass);
        wallet.Is(200);
        Assert.Equal(voucher,
            Assert.Single(wallet.Json.GetProperty("items").EnumerateArray()).GetProperty("voucherId").GetString());
        Assert.DoesNotContain("\"code\"", wallet.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"code\"", (await server.GetAsync($"{Wallet}/{voucher}", pass)).Is(200).Body,
            StringComparison.Ordinal);
        (await server.GetAsync($"{Wallet}/{voucher}/qr", pass)).IsRefused(401, "token-invalid");
    }

    [Fact]
    public async Task Wallet_WithAPass_IsOfItsOwnCampaignOnly()
    {
        var (_, pass, _) = await ClaimedAsync("wallet-carl");
        var (_, _, elsewhere) = await ClaimedAsync("wallet-carl");
        Assert.Single((await server.GetAsync(Wallet, pass)).Json.GetProperty("items").EnumerateArray());
        (await server.GetAsync($"{Wallet}/{elsewhere}", pass)).IsRefused(404, "unknown-voucher");
        Assert.Equal(2, (await server.GetAsync(Wallet, server.Token("wallet-carl"))).Json.GetProperty(
            "items").GetArrayLength());
    }

    [Fact]
    public async Task Wallet_ReadWithoutPause_IsRefusedUntilItIsTimeAgain()
    {
        var (campaign, pass, voucher) = await ClaimedAsync("wallet-eager");
        var token = server.Token("wallet-eager");
        // Sixty at once and two a second: a machine that answers two hundred in a minute refuses some.
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            server.GetAsync(i % 2 == 0 ? Wallet : $"{Wallet}/{voucher}", i % 4 < 2 ? token : pass)));
        var refused = answers.Where(answer => answer.Status == 429).ToArray();
        Assert.InRange(refused.Length, 1, 140);
        Assert.All(refused, answer => answer.IsRefused(429, "too-many-requests"));
        Assert.All(refused, answer => Assert.InRange(int.Parse(answer.Header("Retry-After")!, null), 1, 60));
        // Others read on, and so does the way of a claim for the same person.
        (await server.GetAsync(Wallet, server.Token("wallet-patient"))).Is(200);
        (await server.ClaimAsync(campaign, A, pass, "another")).IsRefused(409, "limit-reached");
    }

    [Fact]
    public async Task Voucher_OfSomeoneElse_IsNotThere()
    {
        var (_, _, voucher) = await ClaimedAsync("wallet-dora");
        var stranger = server.Token("wallet-stranger");
        (await server.GetAsync($"{Wallet}/{voucher}", stranger)).IsRefused(404, "unknown-voucher");
        (await server.GetAsync($"{Wallet}/{voucher}/qr", stranger)).IsRefused(404, "unknown-voucher");
        Assert.Empty((await server.GetAsync(Wallet, stranger)).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0000000000000")]
    [InlineData("ZZZZZZZZZZZZZ")]
    [InlineData("%E5%88%B8")]
    [InlineData("-1")]
    public async Task Voucher_WithAnIdThatIsNone_IsNotThere(string id) =>
        (await server.GetAsync($"{Wallet}/{id}", server.Token("wallet-eve"))).IsRefused(404, "unknown-voucher");

    [Fact]
    public async Task Qr_OfAVoucher_IsGoodForSixtySecondsAtMost()
    {
        var (_, _, voucher) = await ClaimedAsync("wallet-fred");
        var qr = await server.GetAsync($"{Wallet}/{voucher}/qr", server.Token("wallet-fred"));
        qr.Is(200);
        Assert.Contains(voucher, qr.Text("payload"), StringComparison.Ordinal);
        Assert.StartsWith("<svg", qr.Text("svg"), StringComparison.Ordinal);
        Assert.InRange(qr.Json.GetProperty("expiresAt").GetDateTimeOffset() - server.Now, TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(60));
        Assert.Contains("no-store", qr.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_WhileACampaignIsPaused_TellItsHolders()
    {
        var (campaign, pass, _) = await ClaimedAsync("wallet-gina");
        Assert.Empty((await server.GetAsync("/api/v1/me/notices", pass)).Json.GetProperty("items").EnumerateArray());
        (await server.PauseAsync(campaign, Pause(server.Now.AddHours(1)).ToJsonString())).Is(200);
        foreach (var bearer in new[] { pass, server.Token("wallet-gina") })
        {
            var notices = await server.GetAsync("/api/v1/me/notices", bearer);
            var notice = Assert.Single(notices.Is(200).Json.GetProperty("items").EnumerateArray());
            Assert.Equal("Maintenance", notice.GetProperty("notice").GetProperty("en").GetString());
        }
    }

    [Theory]
    [InlineData("/api/v1/me/vouchers")]
    [InlineData("/api/v1/me/vouchers/0000000000000")]
    [InlineData("/api/v1/me/vouchers/0000000000000/qr")]
    [InlineData("/api/v1/me/notices")]
    public async Task Wallet_WithoutCredentials_IsRefused(string path)
    {
        (await server.GetAsync(path)).IsRefused(401, "token-missing");
        (await server.GetAsync(path, "x.y.z")).IsRefused(401, "token-invalid");
        (await server.GetAsync(path, server.Operator)).IsRefused(401, "token-invalid");
        (await server.GetAsync(path, server.Token("anna", hoursAgo: 48))).IsRefused(401, "token-expired");
    }

    private async Task<(string Campaign, string Pass, string Voucher)> ClaimedAsync(string citizen)
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, citizen);
        return (campaign, pass, (await server.ClaimAsync(campaign, A, pass, "k")).Is(201).Text("voucherId"));
    }
}
