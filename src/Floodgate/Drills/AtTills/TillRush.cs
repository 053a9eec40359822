using System.Globalization;
using System.Text.Json;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.AtTills;

/// <summary>
/// Holders who pay at tills beside a rush. Their vouchers are of a campaign of their own with the terms of the
/// scenario's first batch, claimed before the crowd comes; the till is one of the demo's store.
/// </summary>
internal sealed class TillRush : IAsyncDisposable
{
    private const string Store = "demo-store";
    private readonly StaffClient _staff;
    private readonly DrillTill _till;
    private readonly HeldVoucher[] _vouchers;
    private readonly TillPace _pace;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private TillRush(
        StaffClient staff, DrillTill till, HeldVoucher[] vouchers, TillLoad load, RushOrder order,
        (DrillsOptions Options, TimeProvider Clock) with)
    {
        (_staff, _till, _vouchers) = (staff, till, vouchers);
        Tally = new TillTally((vouchers.Length / load.PerSecond) + with.Options.AnswerSecondsMax + 1);
        _pace = new TillPace(order.Server, [till], load, Tally, $"{order.Seed:x}-till", with.Options, with.Clock);
    }

    public TillTally Tally { get; }

    /// <param name="perSecond">Customers a second.</param>
    /// <param name="seconds">How long they come.</param>
    /// <exception cref="RushStopped">They could not be given vouchers or a till.</exception>
    public static async Task<TillRush> OpenAsync(
        RushOrder order, int perSecond, int seconds, DrillsOptions options, TimeProvider clock, CancellationToken stop)
    {
        var (template, now) = (order.Scenario.Campaign, clock.GetUtcNow());
        var count = perSecond * seconds;
        var batch = template.Batches(1)[0];
        var body = template.Body(now.AddHours(-1), (count + 0.5) / batch.Stock);
        var campaign = string.Create(
            CultureInfo.InvariantCulture, $"{order.Scenario.Id}-held-{now.ToUnixTimeMilliseconds():x}");
        using (var ops = new OpsClient(order.Server, order.ApiKey)) await ops.PutCampaignAsync(campaign, body);
        using var holders = new TillHolders(order.Server, campaign, batch.Id, options, clock);
        var vouchers = await holders.ClaimAsync($"{order.Seed:x}-holder", count, stop);
        var staff = new StaffClient(order.Server, order.ApiKey);
        var till = await DrillStores.TillAsync(staff, Store, "rush", stop);
        await DrillStores.KnownAsync(order.Server, till, clock, stop);
        return new TillRush(staff, till, vouchers, Load(body, perSecond), order, (options, clock));
    }

    public void Start() => _running = _pace.RunAsync(_vouchers, _stop.Token);

    /// <summary>Nobody new comes; returns with the last answer.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await RevokeAsync();
        _pace.Dispose();
        _staff.Dispose();
        _stop.Dispose();
    }

    /// <summary>Each pays just what the voucher asks for.</summary>
    private static TillLoad Load(byte[] campaign, int perSecond)
    {
        using var json = JsonDocument.Parse(campaign);
        var threshold = json.RootElement.GetProperty("batches")[0].GetProperty("threshold");
        return new TillLoad(
            perSecond, threshold.GetProperty("amount").GetInt64(), threshold.GetProperty("currency").GetString()!);
    }

    /// <summary>A store has room for few keys, and this one is of no use any more.</summary>
    private async Task RevokeAsync()
    {
        try
        {
            await _staff.MustAsync(
                HttpMethod.Delete, $"/api/v1/ops/stores/{Store}/keys/{_till.KeyId}", content: null,
                CancellationToken.None);
        }
        catch (RushStopped)
        {
            // The server is gone, and the report does not depend on it.
        }
    }
}
