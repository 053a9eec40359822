using Floodgate.Drills.Judging;
using Floodgate.Drills.Reports;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Acting;

/// <summary>A crowd of a scenario, with its habits and its own campaign.</summary>
internal sealed class RushLoad : IDrillLoad
{
    private const string Subject = "rush";
    private readonly Rush _rush;
    private readonly string _directory;
    private readonly DrillLog _log;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<RushReport> _running;

    public RushLoad(DrillOrder drill, Inject inject, Uri server, string key, DrillLog log, TimeProvider clock)
    {
        (_log, _clock) = (log, clock);
        _directory = Path.Combine(drill.Directory, inject.Id);
        var text = DrillShelf.Scenario(inject.Scenario!)
            ?? throw new RushStopped(2, $"there is no scenario '{inject.Scenario}'");
        var scenario = ScenarioFile.Parse(text, inject.Scenario + ".yaml", out var faults)
            ?? throw new RushStopped(2, string.Join('\n', faults));
        Directory.CreateDirectory(_directory);
        var duration = TimeSpan.FromSeconds(inject.ForSeconds!.Value);
        var order = new RushOrder(
            scenario, server, Data: null, key, inject.People!.Value, duration, drill.Seed, _directory);
        _rush = new Rush(order, new DrillsOptions(), clock);
        _running = _rush.RunAsync(_stop.Token);
    }

    public string? Campaign => _rush.Campaign;

    /// <summary>The opening: from then on it is a rush.</summary>
    public async Task BiteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), _clock);
        while (!_running.IsCompleted && (_rush.Stage < RushStage.Running || _rush.SecondsFromOpening < 0))
            await timer.WaitForNextTickAsync(stop);
        if (_running.IsFaulted) await _running;
    }

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    public async Task FinishAsync(CancellationToken stop)
    {
        try
        {
            var report = await _running.WaitAsync(stop);
            ReportFolder.Write(report, _directory);
            // What the scenario hopes for (all sold, all served) is not a drill's business: the invariants are.
            foreach (var finding in report.Findings.Where(one => one.Decides && one.Id[0] == 'I'))
                _log.See(SightKind.Invariant, finding.Id, finding.Numbers.En, finding.Holds);
            _log.See(SightKind.Answers, DrillClaim.Issued, Subject, number: report.Tally.Issued);
            _log.See(SightKind.Answers, DrillClaim.NoAnswer, Subject, number: report.Tally.NoAnswer);
            foreach (var (code, count) in report.Tally.Refused)
                _log.See(SightKind.Answers, code, Subject, number: count);
        }
        catch (Exception fault) when (fault is RushStopped or OperationCanceledException)
        {
            _log.See(SightKind.Note, "crowd", $"the crowd's replay has no result: {fault.Message}", good: false);
        }
    }
}
