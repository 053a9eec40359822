using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>
/// Faults that other systems had, each under the name of its report; with requests that really are at once.
/// </summary>
[Collection(HttpCollection.Name)]
public sealed class KnownFaultTests(Server server)
{
    /// <summary>linlinjava/litemall#581: 64 parallel claims of the last unit gave 9.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Litemall581_TheLastUnitClaimedBy64AtOnce_IsGivenOnce(int shards)
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(1)["shards"] = shards);
        var passes = await PassesAsync(campaign, 64);
        var answers = await AtOnceAsync(64, place => server.ClaimAsync(campaign, A, passes[place], "k"));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.IsRefused(409, "sold-out"));
        await ExpectIssuedAsync(campaign, 1);
    }

    /// <summary>woocommerce/woocommerce#13505: a limit of 1,000 was used 1,500 times.</summary>
    [Fact]
    public async Task Woocommerce13505_HalfAgainAsManyAsTheStock_GetTheStockAndNoMore()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(200));
        var passes = await PassesAsync(campaign, 300);
        var answers = await AtOnceAsync(300, place => server.ClaimAsync(campaign, A, passes[place], "k"));
        Assert.Equal(200, answers.Count(answer => answer.Status == 201));
        Assert.Equal(200, answers.Where(answer => answer.Status == 201).Select(answer =>
            answer.Text("voucherId")).Distinct().Count());
        await ExpectIssuedAsync(campaign, 200);
    }

    /// <summary>vendurehq/vendure PR#4660: a person's limit was passed by by asking at the same moment.</summary>
    [Fact]
    public async Task Vendure4660_OnePersonAskingAtOnceWithManyKeys_StaysWithinTheirLimit()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(100));
        var passes = await Task.WhenAll(Enumerable.Range(0, 8).Select(account =>
            server.PassOfAsync(campaign, server.Token($"account-{account}", phone: "one-phone"))));
        var answers = await AtOnceAsync(64, place =>
            server.ClaimAsync(campaign, place % 2 == 0 ? A : B, passes[place % 8], $"k{place}"));
        var issued = answers.Where(answer => answer.Status == 201).Select(answer => answer.Text("batch")).Order();
        Assert.Equal([A, B], issued);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.IsRefused(409, "limit-reached"));
        await ExpectIssuedAsync(campaign, 2);
    }

    /// <summary>
    /// macrozheng/mall#1003: one coupon went onto 5 orders at once. Here: one key on 5 requests at once.
    /// </summary>
    [Fact]
    public async Task Mall1003_TheSameKeyFiveTimesAtOnce_IsOneVoucher()
    {
        var campaign = await server.CampaignAsync(json =>
        {
            json.BatchAt(0)["perPersonLimit"] = 5;
            json["perPersonLimit"] = 5;
        });
        for (var round = 0; round < 10; round++)
        {
            var pass = await server.PassAsync(campaign, $"p{round}");
            var answers = await AtOnceAsync(5, _ => server.ClaimAsync(campaign, A, pass, "k"));
            Assert.Single(answers, answer => answer.Status == 201);
            Assert.Equal(4, answers.Count(answer => answer.Status == 200));
            Assert.Single(answers.Select(answer => answer.Body).Distinct());
        }

        await ExpectIssuedAsync(campaign, 10);
    }

    /// <summary>The same key on two batches at once must not become two vouchers.</summary>
    [Fact]
    public async Task Mall1003_TheSameKeyOnTwoBatchesAtOnce_IsOneVoucher()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(100).BatchAt(1)["stock"] = 100);
        var passes = await PassesAsync(campaign, 20);
        foreach (var pass in passes)
        {
            var answers = await AtOnceAsync(8, place => server.ClaimAsync(campaign, place % 2 == 0 ? A : B, pass, "k"));
            Assert.Single(answers, answer => answer.Status == 201);
            Assert.Equal(4, answers.Count(answer => answer is { Status: 422, Code: "key-reused" }));
        }

        await ExpectIssuedAsync(campaign, 20);
    }

    /// <summary>A queue send that fails yet answers success: every 201 must be found, and nothing else.</summary>
    [Fact]
    public async Task QueueSendThatFails_NoAnswerOfSuccessWithoutAVoucher()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(60)["shards"] = 2);
        var passes = await PassesAsync(campaign, 100);
        var answers = await AtOnceAsync(100, place => server.ClaimAsync(campaign, A, passes[place], "k"));
        for (var place = 0; place < answers.Length; place++)
        {
            var wallet = (await server.GetAsync("/api/v1/me/vouchers", passes[place])).Json.GetProperty("items");
            var held = wallet.EnumerateArray().Select(item => item.GetProperty("voucherId").GetString()!);
            Assert.Equal(answers[place].Status == 201 ? [answers[place].Text("voucherId")] : [], held);
        }

        await ExpectIssuedAsync(campaign, 60);
    }

    /// <summary>
    /// A guarded update that tests 'less than the total' and adds N: stock that shrinks during claims is never
    /// passed.
    /// </summary>
    [Fact]
    public async Task GuardedUpdateThatAddsN_StockShrunkDuringClaims_IsNeverPassed()
    {
        var campaign = await server.CampaignAsync(json => json.WithStock(80)["shards"] = 2);
        var passes = await PassesAsync(campaign, 100);
        var claims = AtOnceAsync(100, place => server.ClaimAsync(campaign, A, passes[place], "k"));
        var change = await server.ChangeAsync(campaign, json => json.WithStock(40));
        var issued = (await claims).Count(answer => answer.Status == 201);
        // Whichever came first: the change was refused because more were out, or it holds.
        if (change.Status == 200) Assert.Equal(40, issued);
        else Assert.Equal(80, change.IsRefused(409, "stock-below-issued") is not null ? issued : 0);
        await ExpectIssuedAsync(campaign, issued);
    }

    private async Task<string[]> PassesAsync(string campaign, int people) => await Task.WhenAll(
        Enumerable.Range(0, people).Select(person => server.PassAsync(campaign, $"p{person}")));

    /// <summary>All wait at one barrier, then go.</summary>
    private static async Task<Answer[]> AtOnceAsync(int count, Func<int, Task<Answer>> ask)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, count).Select(async place =>
        {
            await gate.Task;
            return await ask(place);
        }).ToArray();
        gate.SetResult();
        return await Task.WhenAll(all);
    }

    private async Task ExpectIssuedAsync(string campaign, long issued)
    {
        var ledger = (await server.LedgerAsync(campaign)).Json;
        Assert.Equal(issued, ledger.GetProperty("counts").GetProperty("issued").GetInt64());
        Assert.Equal(ledger.GetProperty("budget").GetInt64(),
            ledger.GetProperty("unissued").GetInt64() + ledger.GetProperty("held").GetInt64());
    }
}
