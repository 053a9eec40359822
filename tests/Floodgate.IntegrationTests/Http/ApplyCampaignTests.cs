using System.Text.Json.Nodes;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class ApplyCampaignTests(Server server)
{
    [Fact]
    public async Task Put_OfANewCampaign_IsCreatedWithAnETag()
    {
        var created = await server.PutAsync("put-new", New(server.Now).ToJsonString());
        Assert.Equal(("put-new", 1),
            (created.Is(201).Text("campaign"), created.Json.GetProperty("version").GetInt32()));
        Assert.NotNull(created.Header("ETag"));
        var read = await server.GetAsync("/api/v1/ops/campaigns/put-new", server.Operator);
        Assert.Equal(created.Header("ETag"), read.Is(200).Header("ETag"));
    }

    [Fact]
    public async Task Put_OfAChange_NeedsTheETagOfWhatItChanges()
    {
        var id = await server.CampaignAsync();
        var json = New(server.Now).WithStock(9).ToJsonString();
        (await server.PutAsync(id, json)).IsRefused(428, "precondition-required");
        (await server.PutAsync(id, json, "\"v7\"")).IsRefused(412, "precondition-failed");
        (await server.PutAsync(id, json, "nonsense")).IsRefused(412, "precondition-failed");
        var changed = await server.PutAsync(id, json, "\"v1\"");
        Assert.Equal(2, changed.Is(200).Json.GetProperty("version").GetInt32());
        (await server.PutAsync(id, json, "\"v1\"")).IsRefused(412, "precondition-failed");
        (await server.PutAsync("put-none", json, "\"v1\"")).IsRefused(412, "precondition-failed");
    }

    /// <summary>RFC 9110, 13.1.1: any that exists, or any of a list, strongly compared.</summary>
    [Fact]
    public async Task Put_WithAnyOrAListOfTags_ChangesWhatExists()
    {
        var id = await server.CampaignAsync();
        var json = New(server.Now).WithStock(9).ToJsonString();
        (await server.PutAsync("put-any-none", json, "*")).IsRefused(412, "precondition-failed");
        (await server.PutAsync(id, json, "W/\"v1\"")).IsRefused(412, "precondition-failed");
        (await server.PutAsync(id, json, "\"v7\", \"v8\"")).IsRefused(412, "precondition-failed");
        var any = await server.PutAsync(id, json, "*");
        Assert.Equal(2, any.Is(200).Json.GetProperty("version").GetInt32());
        var listed = await server.PutAsync(id, New(server.Now).WithStock(8).ToJsonString(), "\"v7\", \"v2\"");
        Assert.Equal(3, listed.Is(200).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Put_OfTwoChangesAtOnce_TakesOne()
    {
        var id = await server.CampaignAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(stock =>
            server.PutAsync(id, New(server.Now).WithStock(9 - stock).ToJsonString(), "\"v1\"")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer =>
            answer.IsRefused(412, "precondition-failed"));
    }

    [Fact]
    public async Task Put_OfStockBelowWhatIsIssued_IsRefused()
    {
        var id = await server.CampaignAsync();
        foreach (var person in new[] { "anna", "ben" })
            (await server.ClaimAsync(id, A, await server.PassAsync(id, person), "k")).Is(201);
        (await server.ChangeAsync(id, json => json.WithStock(1)))
            .IsRefused(409, "stock-below-issued").Naming("/batches/0/stock stock-below-issued");
        (await server.ChangeAsync(id, json => json.WithStock(2))).Is(200);
        (await server.ClaimAsync(id, A, await server.PassAsync(id, "carl"), "k")).IsRefused(409, "sold-out");
        Assert.Equal("executed", (await server.RaiseAsync(id, json => json.WithStock(3))).Is(200).Text("state"));
        (await server.ClaimAsync(id, A, await server.PassAsync(id, "carl"), "k")).Is(201);
    }

    [Fact]
    public async Task Put_OfWhatIsFixed_IsRefused()
    {
        var id = await server.CampaignAsync();
        (await server.ChangeAsync(id, json => json["shards"] = 2)).IsRefused(409, "shards-fixed")
            .Naming("/shards shards-changed");
        (await server.ChangeAsync(id, json => json.BatchAt(0)["faceValue"]!["amount"] = 1))
            .IsRefused(422, "campaign-invalid").Naming("/batches/0/faceValue face-value-fixed");
        (await server.ChangeAsync(id, json => json["batches"]!.AsArray().RemoveAt(1)))
            .IsRefused(422, "campaign-invalid").Naming("/batches batch-removed");
        (await server.ChangeAsync(id, json => json.BatchAt(0)["id"] = "other"))
            .IsRefused(422, "campaign-invalid").Naming("/batches/0/id batch-moved");
    }

    [Fact]
    public async Task Put_OfANewLimit_LeavesTheReceiptsOfTheOldVersion()
    {
        var id = await server.CampaignAsync();
        var pass = await server.PassAsync(id, "anna");
        var receipt = await server.ClaimAsync(id, A, pass, "k");
        (await server.ChangeAsync(id, json =>
        {
            json.BatchAt(0)["threshold"] = Money(99_000);
            json.BatchAt(0)["validUntil"] = Time(server.Now.AddDays(90));
        })).Is(200);
        Assert.Equal(receipt.Body, (await server.ClaimAsync(id, A, pass, "k")).Is(200).Body);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("with%20space")]
    [InlineData("%E6%B4%BB%E5%8A%A8")]
    [InlineData("..%2Fescape")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task Put_UnderABadId_IsRefused(string id)
    {
        (await server.PutAsync(id, New(server.Now).ToJsonString()))
            .IsRefused(422, "campaign-invalid").Naming(" campaign-id-invalid");
        Assert.Equal(404, (await server.GetAsync($"/api/v1/campaigns/{id}")).Status);
    }

    [Fact]
    public async Task Put_WithOnlyWhatIsRequired_GetsTheDefaults()
    {
        var json = New(server.Now);
        foreach (var optional in new[] { "shards", "timeZone", "eligibility" }) json.Remove(optional);
        json.BatchAt(0).Remove("validUntil");
        json.BatchAt(0)["validDays"] = 14;
        json.BatchAt(1)["validDays"] = null;
        (await server.PutAsync("put-defaults", json.ToJsonString())).Is(201);
        var read = (JsonObject)JsonNode.Parse(
            (await server.GetAsync("/api/v1/ops/campaigns/put-defaults", server.Operator)).Body)!;
        Assert.Equal("Asia/Shanghai", (string?)read["timeZone"]);
    }
}
