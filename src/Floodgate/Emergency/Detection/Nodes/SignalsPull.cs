using Floodgate.Cluster;
using Floodgate.Foundation.Signals;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// Once a second: asks every other node what it has counted. So the detectors and boards of each node see the whole
/// crowd, and whichever leads next has seen it too. A node alone asks nobody.
/// </summary>
internal sealed class SignalsPull(OtherNodes others, WaySignals way, TimeProvider clock, ILogger<SignalsPull> log)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(800);

    /// <summary>One round, for the loop and for tests.</summary>
    public async Task StepAsync()
    {
        var answers = await others.AskAsync<IDetectionNodeGrain, byte[]>(node => node.SignalsAsync(), AnswerMax);
        var spoke = new List<string>();
        foreach (var answer in answers)
        {
            if (answer.Said is not { } json || SignalExport.Parse(json) is not { } said) continue;
            spoke.Add(answer.Node);
            way.Others.Take(answer.Node, said);
        }

        way.Others.RetainGauges(spoke);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await StepAsync();
                }
#pragma warning disable CA1031 // Asked again in a second, whatever one of them answered.
                catch (Exception fault)
#pragma warning restore CA1031
                {
                    if (Storage.LogPace.Allows(NodesLog.NotSummedId, "")) NodesLog.NotSummed(log, fault);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }
}
