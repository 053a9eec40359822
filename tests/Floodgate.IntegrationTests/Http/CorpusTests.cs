using System.Runtime.CompilerServices;
using System.Text;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>
/// Attack strings collected by others, in every place where a stranger's text comes in. They are not part of this
/// repository; where they are not laid beside it (or at <c>FLOODGATE_CORPORA</c>) the tests say so and count as
/// skipped.
/// </summary>
[Collection(HttpCollection.Name)]
public sealed class CorpusTests(Server server)
{
    private const int AtOnce = 8;
    private const int EveryNth = 7;

    [Fact]
    public async Task Attack_AsKeyCampaignBatchVoucherCitizenOrBody_ChangesNothing()
    {
        var attacks = Attacks();
        Assert.SkipWhen(attacks.Count == 0, "skipped: corpus absent");
        var campaign = await server.CampaignAsync();
        var pass = await server.PassAsync(campaign, "corpus");
        (await server.ClaimAsync(campaign, A, pass, "first")).Is(201);
        var before = await server.LedgerAsync(campaign);
        await Parallel.ForEachAsync(attacks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (attack, _) =>
        {
            var path = Uri.EscapeDataString(attack);
            Tame(attack, await server.ClaimAsync(campaign, B, pass, $"a {Visible(attack)}z"), 400);
            Tame(attack, await server.GetAsync($"/api/v1/campaigns/{path}"), 400, 404, 414);
            Tame(attack, await server.ClaimAsync(campaign, attack, pass, "k"), 400, 404, 414);
            // One person reads so many times a minute and no more.
            Tame(attack, await server.GetAsync($"/api/v1/me/vouchers/{path}", pass), 400, 404, 414, 429);
            Tame(attack, await server.ClaimAsync(campaign, B, pass, "k", attack), 400);
            Tame(attack, await server.PauseAsync(campaign, attack), 400);
            Tame(attack, await server.PutAsync(campaign, attack, "\"v1\""), 400, 422);
            Tame(attack, await server.GetAsync("/api/v1/me/vouchers", Visible(attack)), 400, 401, 431);
        });
        Assert.Equal(Figures(before), Figures(await server.LedgerAsync(campaign)));
        Assert.Equal("open", (await server.GetAsync($"/api/v1/campaigns/{campaign}")).Text("phase"));
        (await server.GetAsync("/health/ready")).Is(200);
    }

    [Fact]
    public async Task Attack_AsCitizensNameAndKey_IsAPersonLikeAnyOther()
    {
        var attacks = Attacks().Where(attack =>
            attack.Length is > 0 and < 128 && attack.All(c => c is >= '!' and <= '~')).Take(200).ToList();
        Assert.SkipWhen(attacks.Count == 0, "skipped: corpus absent");
        var campaign = await server.CampaignAsync(json => json.WithStock(1_000));
        foreach (var attack in attacks)
        {
            var pass = await server.PassOfAsync(campaign, server.Token(attack, phone: attack));
            var receipt = await server.ClaimAsync(campaign, A, pass, attack);
            receipt.Is(201);
            Assert.Equal(receipt.Body, (await server.ClaimAsync(campaign, A, pass, attack)).Is(200).Body);
        }

        var counts = (await server.LedgerAsync(campaign)).Json.GetProperty("counts");
        Assert.Equal(attacks.Count, counts.GetProperty("issued").GetInt64());
    }

    private static void Tame(string attack, Answer answer, params int[] statuses) =>
        Assert.True(statuses.Contains(answer.Status), $"'{attack}' got {answer.Status}: {answer.Body}");

    private static string Figures(Answer ledger) =>
        $"{ledger.Json.GetProperty("held")} {ledger.Json.GetProperty("counts")}";

    private static string Visible(string attack) =>
        new([.. attack.Where(character => character is >= ' ' and <= '~').Take(2_000)]);

    private static List<string> Attacks([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(
            Environment.GetEnvironmentVariable("FLOODGATE_CORPORA") ?? Path.Combine(Root(here), "..", "shared",
            "corpora"), "attacks");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".txt", StringComparison.Ordinal)
                || file.EndsWith(".yml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file, Encoding.UTF8))
            .Select(line => line.Trim().TrimStart('-').Trim())
            .Where(line => line.Length is > 0 and <= 1_000 && line[0] != '#')
            .Distinct(StringComparer.Ordinal)
            .Where((_, place) => place % EveryNth == 0)
            .Take(2_000)];
    }

    /// <summary>The folder of the solution: the built tests may lie elsewhere.</summary>
    private static string Root(string here)
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Floodgate.slnx"))) return folder;
        return ".";
    }
}
