using Floodgate.Admission;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Vouchers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Floodgate.IntegrationTests.Http.CampaignJson;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What an incident cost, an hour after the return, by the books themselves.</summary>
[Collection(HttpCollection.Name)]
public sealed class LossTests(Server server)
{
    private const string Reason = "\"reason\":\"a test\"";

    /// <summary>
    /// Three people are refused. One claims as soon as it is over, one within the hour, one never: an hour later the
    /// books know of one person, and of one voucher, that the incident has cost.
    /// </summary>
    [Fact]
    public async Task Loss_AnHourAfterTheReturn_IsWhoHoldsNothingByTheBooks()
    {
        var campaign = await server.CampaignAsync();
        var folder = Directory.CreateTempSubdirectory("floodgate-loss-").FullName;
        var clock = new ShiftedClock();
        await using (var room = new ControlRoom(
            EntrySpool.OpenIn(folder, "server"), View, clock, NullLogger.Instance))
        {
            room.Start(_ => { });
            var loss = Desk(room, folder, clock);
            var id = await room.AskAsync(decider => decider.Declare(
                new Declaration("li", "storage-down", null, ResponseLevel.III, null, [campaign], "")));
            await TurnAwayAsync(campaign, "anna", "ben", "cara");
            await loss.StepAsync(CancellationToken.None);
            Assert.Equal(3, loss.Of(id)!.People);

            await ClaimAsync(campaign, "anna");
            await room.AskAsync(decider => decider.Carry(id, Commander, new Order.Resolve("mended")));
            clock.Shift = TimeSpan.FromSeconds(10);
            await loss.StepAsync(CancellationToken.None);
            await ClaimAsync(campaign, "ben");
            clock.Shift = LossDesk.FinalAfter - TimeSpan.FromMinutes(1);
            await loss.StepAsync(CancellationToken.None);
            Assert.DoesNotContain(await CountsAsync(room, id), one => one.Final);

            clock.Shift = LossDesk.FinalAfter + TimeSpan.FromMinutes(1);
            await loss.StepAsync(CancellationToken.None);
            var final = Assert.Single(await CountsAsync(room, id), one => one.Final);
            Assert.Equal((1L, 1L, true), (final.People, final.Vouchers, final.Exact));
            Assert.Equal(3_000, final.Subsidy!.Value.Amount);
            await loss.StepAsync(CancellationToken.None);
            Assert.Single(await CountsAsync(room, id), one => one.Final);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Person Commander =>
        new("li", new HashSet<string>(StringComparer.Ordinal) { "commander" }, "console");

    private LossDesk Desk(ControlRoom room, string folder, TimeProvider clock)
    {
        var gates = server.Services.GetRequiredService<Gates>();
        var node = server.Services.GetRequiredService<VoucherNode>();
        return new LossDesk(
            room, gates, new LossCount(gates, node.Book, TimeProvider.System),
            new LossFiles(folder, NullLogger.Instance), clock, NullLogger<LossDesk>.Instance);
    }

    private async Task TurnAwayAsync(string campaign, params string[] people)
    {
        (await server.PauseAsync(campaign, $$"""
            {"scope":"campaign","resumesAt":"{{server.Now.AddMinutes(30):O}}",
             "notice":{"zh":"暂停","en":"paused"},{{Reason}}}
            """)).Is(200);
        foreach (var person in people)
            (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, person), "k"))
                .IsRefused(409, "paused");
        (await server.PostAsync($"/api/v1/ops/campaigns/{campaign}/resume", server.Operator, $$"""{{{Reason}}}"""))
            .Is(200);
    }

    private async Task ClaimAsync(string campaign, string person) =>
        (await server.ClaimAsync(campaign, A, await server.PassAsync(campaign, person), "again")).Is(201);

    private static Task<LossCounted[]> CountsAsync(ControlRoom room, string id) => room.ReadAsync(
        state => state.Find(id)!.Timeline.Select(entry => entry.Fact).OfType<LossCounted>().ToArray());

    /// <summary>A plan that calls nobody and does nothing: only what is counted is looked at here.</summary>
    private static RoomView View() => new(
        new PlanVersionInForce("test@1", Plan, Approved: true), _ => Plan, (_, _, _, _) => [], _ => null,
        (_, _) => false, _ => false, AutomationOn: false);

    private static EmergencyPlan Plan { get; } = DefaultPlan.Plan with { Runbooks = [] };

    /// <summary>The hour that nobody waits for.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
