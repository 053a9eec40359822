using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class EligibilityTests(Server server)
{
    [Fact]
    public async Task Region_OutsideTheCampaigns_IsNotEligible()
    {
        var campaign = await server.CampaignAsync(json => json["eligibility"]!["regions"] = new JsonArray("3301"));
        (await TakeAsync(campaign, server.Token("anna", region: "330106"))).Is(201);
        (await TakeAsync(campaign, server.Token("ben", region: "330206"))).IsRefused(403, "not-eligible");
        (await TakeAsync(campaign, server.Token("carl"))).IsRefused(403, "not-eligible");
    }

    /// <summary>
    /// 1+6 on Monday to 5+0 on Friday; at the weekend everybody. Written out here once more, to be compared.
    /// </summary>
    [Fact]
    public async Task WeekdaySplit_AdmitsTheDigitsOfTheDay()
    {
        const string Zone = "Asia/Shanghai";
        var campaign = await server.CampaignAsync(json => json["eligibility"]!["weekdayByLastDigit"] = true);
        var day = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(server.Now, Zone).DayOfWeek;
        var today = day switch
        {
            DayOfWeek.Monday => "16",
            DayOfWeek.Tuesday => "27",
            DayOfWeek.Wednesday => "38",
            DayOfWeek.Thursday =>
                "49",
            DayOfWeek.Friday => "50",
            _ => "0123456789X",
        };
        foreach (var digit in "0123456789")
        {
            var answer = await TakeAsync(campaign,
                server.Token($"digit-{digit}", digit: digit.ToString(CultureInfo.InvariantCulture)));
            if (today.Contains(digit, StringComparison.Ordinal)) answer.Is(201);
            else answer.IsRefused(403, "not-eligible");
        }

        var none = await TakeAsync(campaign, server.Token("no-digit"));
        Assert.Equal(today.Length > 2 ? 201 : 403, none.Status);
    }

    [Fact]
    public async Task Eligibility_ThatChangedAfterThePass_IsAskedAgainAtTheClaim()
    {
        var campaign = await server.CampaignAsync();
        var pass = await server.PassOfAsync(campaign, server.Token("anna", region: "440106"));
        (await server.ChangeAsync(campaign, json =>
            json["eligibility"] = new JsonObject { ["regions"] = new JsonArray("3301") })).Is(200);
        (await server.ClaimAsync(campaign, A, pass, "k")).IsRefused(403, "not-eligible");
    }

    [Fact]
    public async Task AllowList_AdmitsThoseOnItUnderAnyOfTheirIdentities()
    {
        var list = (await UploadAsync(
            "account:listed-account\nphone:listed-phone\nperson:listed-person\nbare-account\n")).Is(201);
        Assert.Equal(4, list.Json.GetProperty("entries").GetInt32());
        var campaign = await server.CampaignAsync(json => json["eligibility"]!["allowList"] =
            new JsonObject { ["id"] = list.Text("id"), ["sha256"] = list.Text("sha256") });
        (await TakeAsync(campaign, server.Token("listed-account"))).Is(201);
        (await TakeAsync(campaign, server.Token("bare-account"))).Is(201);
        (await TakeAsync(campaign, server.Token("any-1", phone: "listed-phone"))).Is(201);
        (await TakeAsync(campaign, server.Token("any-2", person: "listed-person"))).Is(201);
        (await TakeAsync(campaign, server.Token("unlisted"))).IsRefused(403, "not-eligible");
        (await TakeAsync(campaign, server.Token("listed-phone"))).IsRefused(403, "not-eligible");
        var pass = await server.PassAsync(campaign, "listed-account");
        (await server.ClaimAsync(campaign, A, pass, "k")).Is(201);
    }

    [Fact]
    public async Task AllowList_UploadedTwice_IsTheSameList()
    {
        var (first, again) = (await UploadAsync("a\nb\n"), await UploadAsync("a\nb\n"));
        Assert.Equal(first.Is(201).Body, again.Is(201).Body);
    }

    [Fact]
    public async Task AllowList_WithAFault_IsRefusedWithItsLine()
    {
        var bad = await UploadAsync("good\nphone:\n");
        bad.IsRefused(400, "allow-list-malformed");
        Assert.Equal(2, bad.Json.GetProperty("errors")[0].GetProperty("line").GetInt32());
        (await UploadAsync("")).IsRefused(400, "allow-list-malformed");
        (await UploadAsync("a\n", "application/json")).IsRefused(415, "media-type-unsupported");
    }

    [Fact]
    public async Task Campaign_ThatNamesAListThatIsNotThere_IsRefused()
    {
        var json = New(server.Now);
        json["eligibility"]!["allowList"] =
            new JsonObject { ["id"] = "al-0123456789abcdef", ["sha256"] = new string('0', 64) };
        (await server.PutAsync("no-list", json.ToJsonString()))
            .IsRefused(422, "campaign-invalid").Naming("/eligibility/allowList allow-list-unknown");
    }

    private Task<Answer> TakeAsync(string campaign, string token) =>
        server.PostAsync($"/api/v1/campaigns/{campaign}/tickets", token);

    private Task<Answer> UploadAsync(string lines, string type = "text/plain")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return server.SendAsync(HttpMethod.Post, "/api/v1/ops/allow-lists", server.Operator, content);
    }
}
