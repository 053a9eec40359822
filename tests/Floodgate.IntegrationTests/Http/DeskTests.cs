using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Audit.Trail;
using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Vouchers.Projection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

[Collection(HttpCollection.Name)]
public sealed class DeskTests(Server server)
{
    private const string Lookups = "/api/v1/ops/desk/lookups";
    private const string Phone = "13912345678";

    [Fact]
    public async Task Notice_ReachesStaffBeforeThePublic_AndNobodyElse()
    {
        var key = await server.KeyAsync(Roles.Service);
        Desk.Tell(Notice("desk-1", server.Now.AddMinutes(1)));
        var notices = (await server.GetAsync("/api/v1/ops/desk/notices", key)).Is(200);
        var told = notices.Json.GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("incident").GetString() == "desk-1");
        Assert.Equal("before-public", told.GetProperty("state").GetString());
        Assert.Equal("say this", told.GetProperty("say").GetProperty("en").GetString());
        (await server.GetAsync("/api/v1/ops/desk/notices")).IsRefused(401, "credentials-missing");
        Assert.DoesNotContain("say this", (await server.GetAsync("/api/v1/status")).Body, StringComparison.Ordinal);
        Desk.End("desk-1");
    }

    [Fact]
    public async Task Lookup_ByPhoneOrVoucher_ShowsWhatTheCallerHolds_Masked()
    {
        var campaign = await server.CampaignAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Phone)));
        var pass = await server.PassOfAsync(campaign, server.Token("desk-caller", phone: hash));
        var voucher = (await server.ClaimAsync(campaign, A, pass, "k")).Is(201).Text("voucherId");
        await UntilProjectedAsync(voucher);
        Desk.Tell(Notice("desk-2", server.Now, campaign));
        var key = await server.KeyAsync(Roles.Service);
        string[] asked =
        [
            $$"""{"reason":"called","phone":"139 1234 5678"}""", $$"""{"reason":"called","phoneHash":"{{hash}}"}""",
            $$"""{"reason":"called","voucher":"{{voucher}}"}""",
        ];
        foreach (var body in asked)
        {
            var answer = (await server.PostAsync(Lookups, key, body)).Is(200);
            var held = Assert.Single(answer.Json.GetProperty("vouchers").EnumerateArray());
            Assert.Equal("•••••••••" + voucher[^4..], held.GetProperty("voucher").GetString());
            Assert.True(held.GetProperty("affected").GetBoolean());
            Assert.Contains("say this", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(voucher, answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("5678", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(hash, answer.Body, StringComparison.Ordinal);
        }

        Desk.End("desk-2");
        var after = await server.PostAsync(Lookups, key, asked[0]);
        Assert.False(after.Json.GetProperty("affected").GetBoolean());
        await NothingOfThePhoneIsKeptAsync(hash);
    }

    [Fact]
    public async Task Lookup_IsAudited_WithAHashThatIsTheSameForTheSameCaller()
    {
        var (service, auditor) = (await server.KeyAsync(Roles.Service), await server.KeyAsync(Roles.Auditor));
        foreach (var phone in (string[])["13700000001", "13700000001", "13700000002"])
            (await server.PostAsync(Lookups, service, $$"""{"reason":"audit test","phone":"{{phone}}"}""")).Is(200);
        var rows = (await server.GetAsync(Lookups, auditor)).Is(200).Json.GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("reason").GetString() == "audit test").ToArray();
        Assert.Equal(3, rows.Length);
        Assert.All(rows, row =>
            Assert.EndsWith("test", row.GetProperty("agent").GetString(), StringComparison.Ordinal));
        string[] subjects = [.. rows.Select(row => row.GetProperty("subject").GetString()!)];
        Assert.Equal(subjects[1], subjects[2]);
        Assert.NotEqual(subjects[0], subjects[1]);
        (await server.GetAsync(Lookups, service)).IsRefused(403, "forbidden");
    }

    [Theory]
    [InlineData("""{"phone":"13900000000"}""", "member-missing", "/reason")]
    [InlineData("""{"reason":"r"}""", "member-missing", "")]
    [InlineData("""{"reason":"r","phone":"13900000000","voucher":"0000000000000"}""", "member-missing", "")]
    [InlineData("""{"reason":"r","phone":"call me"}""", "member-wrong-type", "/phone")]
    [InlineData("""{"reason":"r","voucher":"none"}""", "member-wrong-type", "/voucher")]
    public async Task Lookup_ThatSaysNotWhomOrWhy_IsRefused(string body, string code, string pointer)
    {
        var key = await server.KeyAsync(Roles.Service);
        var answer = await server.PostAsync(Lookups, key, body);
        answer.IsRefused(400, code).Naming($"{pointer} {code}");
        Assert.DoesNotContain("1390000", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookup_BySomebodyElseThanService_IsRefused() =>
        (await server.PostAsync(Lookups, server.Operator, """{"reason":"r","phone":"13900000000"}"""))
            .IsRefused(403, "forbidden");

    [Fact]
    public async Task Tally_CountsItsReason_AndRefusesWhatIsNotOnTheList()
    {
        var key = await server.KeyAsync(Roles.Service);
        var campaign = await server.CampaignAsync();
        var tallies = server.Services.GetRequiredService<CallTallies>();
        var answer = await TallyAsync(key, $$"""{"reason":"voucher-missing","campaign":"{{campaign}}"}""");
        Assert.Equal(200, answer.Status);
        Assert.Equal(1, tallies.Total(campaign, "voucher-missing"));
        Desk.Tell(Notice("desk-3", server.Now, campaign));
        (await TallyAsync(key, """{"reason":"cannot-claim","incident":"desk-3"}""")).Is(200);
        Assert.Equal(2, tallies.Total(campaign, null));
        (await TallyAsync(key, """{"reason":"bored"}""")).IsRefused(400, "member-wrong-type");
        (await TallyAsync(key, """{"reason":"other","incident":"none"}""")).IsRefused(400, "member-wrong-type");
        (await TallyAsync(key, """{"reason":"other","campaign":"none"}""")).IsRefused(404, "unknown-campaign");
        Desk.End("desk-3");
    }

    private ServiceDesk Desk => server.Services.GetRequiredService<ServiceDesk>();

    private Task<Answer> TallyAsync(string key, string body) =>
        server.PostAsync("/api/v1/ops/desk/tallies", key, body);

    private static DeskNotice Notice(string incident, DateTimeOffset publicAt, params string[] campaigns) => new(
        incident, 1, new("标题", "title"), new("请这样说", "say this"), publicAt,
        campaigns.Length > 0 ? campaigns : ["desk-none"]);

    private Task UntilProjectedAsync(string voucher)
    {
        Assert.True(VoucherId.TryParse(voucher, out var id));
        return Patience.UntilAsync(
            async () =>
            {
                await using var db = await server.DatabaseAsync();
                return await db.Set<ProjectedVoucher>().AnyAsync(one => one.VoucherId == id);
            },
            () => "the projection does not follow");
    }

    /// <summary>
    /// Neither the number nor what it was hashed to is in any column of the audit or anywhere in the file.
    /// </summary>
    private async Task NothingOfThePhoneIsKeptAsync(string hash)
    {
        await using var db = await server.DatabaseAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var trail = server.Services.GetRequiredService<AuditTrail>();
        var rows = TrailReader.NewestFirst(trail.Folder, long.MaxValue)
            .Where(one => one.What == "desk.lookup").ToArray();
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(
            rows, row => JsonSerializer.Serialize(row).Contains("12345678", StringComparison.Ordinal));
        var file = db.Database.GetDbConnection().DataSource;
        var copy = Path.GetTempFileName();
        File.Copy(file, copy, overwrite: true);
        var bytes = await File.ReadAllBytesAsync(copy);
        File.Delete(copy);
        foreach (var text in (string[])[Phone, "139 1234 5678", hash])
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
    }
}
