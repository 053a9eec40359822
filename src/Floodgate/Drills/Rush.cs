using Floodgate.Drills.Crowds;
using Floodgate.Drills.Receipts;
using Floodgate.Drills.Reports;
using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills;

/// <summary>What a replay is asked to do.</summary>
/// <param name="Scenario">The crowd.</param>
/// <param name="Server">Where it goes.</param>
/// <param name="Data">The server's data folder if it is on this machine: citizens' tokens are minted there.</param>
/// <param name="ApiKey">A key of role operator.</param>
/// <param name="People">How many people.</param>
/// <param name="Duration">From the opening to the end.</param>
/// <param name="Seed">Of every draw.</param>
/// <param name="Directory">Where receipts and report are written.</param>
internal sealed record RushOrder(RushScenario Scenario, Uri Server, string? Data, string ApiKey, int People,
    TimeSpan Duration,
    ulong Seed, string Directory);

/// <summary>Where a replay is, for whoever watches it.</summary>
internal enum RushStage { Preparing, Running, AskingAgain, Done }

/// <summary>One replay from the campaign's registration to the report's numbers.</summary>
internal sealed class Rush(RushOrder order, DrillsOptions options, TimeProvider clock)
{
    private const int AfterwardsSecondsMax = 30;
    private readonly List<string> _events = [];
    private Crowd? _crowd;
    private Behaviour? _behaviour;

    public RushStage Stage { get; private set; }

    public RushTally? Tally { get; private set; }

    /// <summary>The campaign it goes for, once it is registered.</summary>
    public string? Campaign { get; private set; }

    /// <summary>Seconds since the opening, negative before it.</summary>
    public double SecondsFromOpening =>
        _crowd is { } crowd && _behaviour is { } behaviour && Stage >= RushStage.Running
            ? (crowd.Now - behaviour.OpensAt) / 1e6 : 0;

    /// <summary>Something done to the server from outside, such as a kill, for the report.</summary>
    public void Note(string happened) => _events.Add($"{SecondsFromOpening:+0.0;-0.0} s: {happened}");

    public async Task<RushReport> RunAsync(CancellationToken stop)
    {
        var scenario = order.Scenario;
        var draw = new Draw(order.Seed);
        var ratio = (double)order.People / scenario.Crowd.People;
        var batches = scenario.Campaign.Batches(ratio);
        var plan = CrowdPlan.Create(scenario.Crowd, order.People, order.Duration, batches, draw);
        using var ops = new OpsClient(order.Server, order.ApiKey);
        using var citizens = new Citizens(order.Server, order.Data);
        var digits = WeekdaySplit.Digits(order.People, scenario.Crowd.WrongDay, Today(), draw);
        var (names, tokens) = await citizens.RosterAsync(digits);

        var lead = TimeSpan.FromMicroseconds(plan.OpensAt) + TimeSpan.FromSeconds(1);
        var opensAt = clock.GetUtcNow() + lead;
        var campaign = $"{scenario.Id}-{opensAt.ToUnixTimeMilliseconds():x}";
        var tag = await ops.PutCampaignAsync(campaign, scenario.Campaign.Body(opensAt, ratio));
        Campaign = campaign;
        var began = opensAt - TimeSpan.FromMicroseconds(plan.OpensAt);
        _behaviour = new Behaviour(scenario.Crowd.Retry, draw, plan.OpensAt, time =>
            (long)(time - began).TotalMicroseconds);
        var seconds = (int)(plan.EndsAt / 1_000_000) + AfterwardsSecondsMax;
        Tally = new RushTally(options.PromiseSeconds * 1_000_000L, seconds);
        var entrance = new CrowdEntrance(order.Server, campaign, $"{order.Seed:x}",
            new ClaimWire(order.Server, campaign, batches.Select(batch => batch.Id)), names, tokens);

        Directory.CreateDirectory(order.Directory);
        var file = Path.Combine(order.Directory, "receipts.jsonl");
        File.Delete(file);
        await using (var receipts = ReceiptFile.Append(file, options, clock))
        {
            _crowd = new Crowd(plan, entrance, _behaviour, Tally, receipts, options, clock);
            var wait = began - clock.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stop);
            var running = _crowd.RunAsync(stop);
            Stage = RushStage.Running;
            var moving = PostponeAsync(ops, campaign, tag, opensAt, ratio, plan);
            await moving;
            await running;
        }

        Stage = RushStage.AskingAgain;
        var elapsed = _crowd.Now / 1e6;
        var findings = await JudgeAsync(ops, campaign, file, plan, entrance, batches);
        Stage = RushStage.Done;
        return Report(plan, campaign, opensAt, ratio, batches.Sum(batch => batch.Stock), elapsed, findings);
    }

    private DayOfWeek? Today() => order.Scenario.Campaign is { WeekdaySplit: true } campaign
        ? TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(campaign.TimeZone)).DayOfWeek
        : null;

    private async Task PostponeAsync(OpsClient ops, string campaign, string? tag, DateTimeOffset opensAt, double ratio,
        CrowdPlan plan)
    {
        if (order.Scenario.Crowd.Postpone is not { } postpone) return;
        var wait = opensAt + postpone.At - clock.GetUtcNow();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock);
        await ops.PutCampaignAsync(campaign, order.Scenario.Campaign.Body(opensAt + postpone.By, ratio), tag);
        Note($"the opening was moved by {postpone.By.TotalSeconds:0} s");
        _behaviour!.OpensAt = plan.OpensAt + (long)postpone.By.TotalMicroseconds;
    }

    private async Task<IReadOnlyList<RushFinding>> JudgeAsync(OpsClient ops, string campaign, string file,
        CrowdPlan plan,
        CrowdEntrance entrance, IReadOnlyList<RushBatch> batches)
    {
        var receipts = new ReceiptSet(ReceiptFile.Read(file));
        var ledger = await LedgerAsync(ops, campaign);
        var every = Math.Max(1, (int)Math.Ceiling((double)receipts.Distinct.Count / options.RecheckMax));
        var tokens = entrance.Names.Zip(entrance.Tokens).ToDictionary(StringComparer.Ordinal);
        var check = new ReceiptCheck(order.Server, options, person => ValueTask.FromResult(tokens[person]), clock);
        var asked = await check.RunAsync([.. receipts.Distinct.Where((_, i) => i % every == 0)]);
        var waiters = plan.Devices.Where(device => device.WaitedForOpening).GroupBy(device => device.Person)
            .Where(person => person.All(device => device.Ending != Ending.Left)).Select(person => person.Key)
            .ToHashSet();
        var served = plan.Devices.Where(device => device.Ending == Ending.Served).Select(device => device.Person)
            .ToHashSet();
        return RushVerdict.Judge(new RushEvidence
        {
            Batches = batches,
            PerPersonLimit = order.Scenario.Campaign.PerPersonLimit,
            Receipts = receipts,
            Ledger = ledger,
            Recheck = asked,
            InDoubt = plan.Devices.Count(device => device.InDoubt),
            Waiters = waiters.Count,
            WaitersServed = waiters.Count(served.Contains),
            Requests = Tally!.Requests,
            InTime = Tally.InTime,
            PromiseSeconds = options.PromiseSeconds,
        }, order.Scenario.Expect);
    }

    /// <summary>A server that was killed in the rush may be on its way back when the crowd has gone.</summary>
    private async Task<LedgerCounts> LedgerAsync(OpsClient ops, string campaign)
    {
        for (var asked = clock.GetTimestamp(); ;)
        {
            try
            {
                return await ops.LedgerAsync(campaign);
            }
            catch (RushStopped) when (clock.GetElapsedTime(asked).TotalSeconds < options.LedgerSecondsMax)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
            }
        }
    }

    private RushReport Report(CrowdPlan plan, string campaign, DateTimeOffset opensAt, double ratio, long stock,
        double elapsed,
        IReadOnlyList<RushFinding> findings) => new()
        {
            Scenario = order.Scenario,
            Campaign = campaign,
            Server = order.Server.ToString().TrimEnd('/'),
            Seed = order.Seed,
            OpenedAt = opensAt + (order.Scenario.Crowd.Postpone?.By ?? TimeSpan.Zero),
            People = plan.People,
            Devices = plan.Devices.Count,
            Stock = stock,
            Ratio = ratio,
            OpeningSecond = _behaviour!.OpensAt / 1e6,
            ElapsedSeconds = Math.Round(elapsed, 1),
            Tally = Tally!,
            Endings = plan.Devices.GroupBy(device => device.Ending)
            .ToDictionary(group => group.Key, group => group.Count()),
            ToldNewOpening = plan.Devices.Count(device => device.ToldNewOpening),
            Findings = findings,
            Where = Surroundings.Here(),
            Events = _events,
        };
}
