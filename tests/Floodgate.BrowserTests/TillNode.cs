using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Floodgate.Access;
using Floodgate.Access.Citizens;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Merchants.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Floodgate.BrowserTests;

/// <summary>A whole node in this process with two stores, a campaign and citizens who hold vouchers of it.</summary>
public sealed class TillNode : IAsyncLifetime
{
    private const string Campaign = "tills";
    private DemoNode? node;
    private HttpClient client = null!;
    private int citizens;

    public string Url => node!.Url;

    /// <summary>The key of a till of the one store, and of the other.</summary>
    public string Key { get; private set; } = "";

    public string OtherKey { get; private set; } = "";

    /// <summary>Another key of a till of the other store.</summary>
    public Task<string> AnotherKeyAsync() => node!.CreateKey(Roles.Till, "hilltop");

    /// <summary>The key of an operator.</summary>
    public string Staff { get; private set; } = "";

    private DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        node = await DemoNode.StartAsync(campaign: false);
        client = new HttpClient { BaseAddress = new Uri(Url) };
        foreach (var store in new[] { "lakeside", "hilltop" }) await AdmitAsync(store);
        Key = await node.CreateKey(Roles.Till, "lakeside");
        OtherKey = await node.CreateKey(Roles.Till, "hilltop");
        Staff = await node.CreateKey(Roles.Operator);
        await SendAsync(HttpMethod.Put, $"/api/v1/ops/campaigns/{Campaign}", Staff, CampaignBody());
    }

    /// <summary>Signs the administrator in; the first time the account is made.</summary>
    public async Task SignInAsync(IPage page)
    {
        if (await node!.FirstSetupLink() is { } link) await page.SetUp(link);
        else await page.SignIn();
        await Microsoft.Playwright.Assertions.Expect(page).Not.ToHaveURLAsync(
            new System.Text.RegularExpressions.Regex("/sign-in|/setup", default, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Takes a voucher at the lakeside till (or the other's) for an order of so many cents.</summary>
    public Task<JsonElement> RedeemAsync(string code, string order, long cents, bool hilltop = false) => SendAsync(
        HttpMethod.Post, "/api/v1/redemptions", hilltop ? OtherKey : Key, new JsonObject
        {
            ["code"] = code,
            ["orderRef"] = order,
            ["orderAmount"] = Money(cents),
            ["terminal"] = "till-1",
        });

    /// <summary>A new citizen with a voucher of 30 off 100: the token, the voucher's id and its code.</summary>
    public async Task<(string Token, string Voucher, string Code)> VoucherAsync()
    {
        var token = Token($"till-{Interlocked.Increment(ref citizens)}");
        var ticket = await SendAsync(HttpMethod.Post, $"/api/v1/campaigns/{Campaign}/tickets", token, null);
        var claimed = await SendAsync(
            HttpMethod.Post, $"/api/v1/campaigns/{Campaign}/batches/dining-30/claims",
            ticket.GetProperty("pass").GetString()!, new JsonObject());
        var id = claimed.GetProperty("voucherId").GetString()!;
        var one = await SendAsync(HttpMethod.Get, $"/api/v1/me/vouchers/{id}", token, null);
        return (token, id, one.GetProperty("code").GetString()!);
    }

    /// <summary>What the node answers; it must be a good answer.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string bearer, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(Now).ToString());
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (node is not null) await node.DisposeAsync();
    }

    private string Token(string citizen) => node!.Services.GetRequiredService<DemoIssuer>()
        .Token(new DemoIdentity(citizen, null, null, null, null), Now);

    /// <summary>A store of a merchant of its own, applied for and approved, and known to the tills.</summary>
    private async Task AdmitAsync(string store)
    {
        var desk = node!.Services.GetRequiredService<MerchantDesk>();
        var (merchant, name) = ("m-" + store, new BilingualText(store, store));
        var asked = new NewMerchant(
            merchant, new MerchantTerms(name), [new NewStore(store, new StoreTerms(name, "3301", "dining"))]);
        Assert.Equal(MerchantAnswer.Done, (await desk.ApplyAsync(asked, "ann", CancellationToken.None)).Answer);
        await desk.ApproveAsync(merchant, static _ => true, "test", "bea", CancellationToken.None);
        var stores = node!.Services.GetRequiredService<StoreDirectory>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (stores.Find(store) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }

    private JsonObject CampaignBody() => new()
    {
        ["name"] = Name("收银测试", "Till test"),
        ["mode"] = "firstCome",
        ["refundMode"] = "restore",
        ["opensAt"] = Now.AddHours(-1).ToString("O"),
        ["closesAt"] = Now.AddDays(30).ToString("O"),
        ["perPersonLimit"] = 1,
        ["budget"] = Money(300_000),
        ["grantBudget"] = Money(30_000),
        ["redemption"] = new JsonObject
        {
            ["caps"] = new JsonArray(
                new JsonObject { ["per"] = "day", ["amount"] = Money(200_000) },
                new JsonObject { ["per"] = "merchant", ["amount"] = Money(100_000) }),
        },
        ["batches"] = new JsonArray(new JsonObject
        {
            ["id"] = "dining-30",
            ["name"] = Name("满100减30", "30 off 100"),
            ["stock"] = 100,
            ["faceValue"] = Money(3_000),
            ["threshold"] = Money(10_000),
            ["perPersonLimit"] = 1,
            ["validUntil"] = Now.AddDays(60).ToString("O"),
        }),
    };

    private static JsonObject Money(long amount) => new() { ["amount"] = amount, ["currency"] = "CNY" };

    private static JsonObject Name(string zh, string en) => new() { ["zh"] = zh, ["en"] = en };
}
