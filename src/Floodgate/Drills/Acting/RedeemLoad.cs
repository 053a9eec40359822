using Floodgate.Drills.AtTills;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;

namespace Floodgate.Drills.Acting;

/// <summary>Holders come to the drill's tills at a steady pace, each with a voucher claimed before.</summary>
internal sealed class RedeemLoad : IDrillLoad
{
    private static readonly TillLoad Order = new(1, DrillCampaign.OrderCents, DrillCampaign.Currency);
    private readonly Inject _inject;
    private readonly IDrillGround _ground;
    private readonly DrillLog _log;
    private readonly TillHolders _holders;
    private readonly TillTally _tally;
    private readonly TillPace _pace;
    private readonly string _name;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public RedeemLoad(
        Inject inject, IDrillGround ground, DrillLog log, DrillsOptions options, TimeProvider clock, ulong seed)
    {
        (_inject, _ground, _log) = (inject, ground, log);
        var name = $"{seed:x}-{inject.Id}";
        _name = name[..Math.Min(40, name.Length)];
        _holders = new TillHolders(ground.Url, DrillCampaign.Id, DrillCampaign.Batch, options, clock);
        _tally = new TillTally(inject.ForSeconds!.Value + options.AnswerSecondsMax);
        _pace = new TillPace(
            ground.Url, ground.Tills, Order with { PerSecond = inject.PerSecond!.Value }, _tally, _name, options,
            clock);
    }

    public string? Campaign => null;

    public async Task BiteAsync(CancellationToken stop)
    {
        var vouchers = await _holders.ClaimAsync(
            _name, _inject.PerSecond!.Value * _inject.ForSeconds!.Value, stop);
        _running = _pace.RunAsync(vouchers, _stop.Token);
    }

    public void Stop() => _stop.Cancel();

    public async Task FinishAsync(CancellationToken stop)
    {
        try
        {
            await _running.WaitAsync(stop);
            foreach (var (code, count) in _tally.Outcomes)
                _log.See(SightKind.Answers, code, _inject.Id, number: count);
            await CheckAsync(stop);
        }
        catch (OperationCanceledException)
        {
            _log.See(SightKind.Note, _inject.Id, "the load has no result: it was stopped", good: false);
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _pace.Dispose();
        _holders.Dispose();
    }

    /// <summary>
    /// I5 by the ledger: each voucher was taken whole and once; besides those that tills were told of, only those of
    /// which they were told that it is not known.
    /// </summary>
    private async Task CheckAsync(CancellationToken stop)
    {
        if (await _ground.Staff.TryGetAsync($"/api/v1/ops/campaigns/{DrillCampaign.Id}/ledger", stop) is not { } ledger)
            return;
        var taken = ledger.GetProperty("counts").GetProperty("redeemed").GetInt64();
        var cents = ledger.GetProperty("redeemed").GetInt64();
        var good = cents == taken * DrillCampaign.FaceCents && taken >= _tally.Redeemed
            && taken <= _tally.Redeemed + _tally.Unknown;
        _log.See(
            SightKind.Invariant, "I5",
            $"{taken:N0} vouchers redeemed for {cents:N0}, tills were told of {_tally.Redeemed:N0}, not told of "
                + $"{_tally.Unknown:N0}",
            good);
    }
}
