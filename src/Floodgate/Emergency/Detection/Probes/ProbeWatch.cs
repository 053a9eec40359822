using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// One probe in its rhythm: at most one try under way, each with its time limit. Nobody waits for it: the loop looks at
/// what was last found.
/// </summary>
internal sealed class ProbeWatch(Probe probe, ProbeAttempt attempt, TimeProvider clock, Action changed)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly bool _measures = ProbeCatalogue.Of(probe.Kind).Unit is not null;
    private CancellationTokenSource? _limit;
    private long _started, _ended;
    private bool _underWay, _overdue, _tried;
    private ProbeResult? _last;

    public Probe Probe { get; } = probe;

    private TimeSpan Limit => TimeSpan.FromMilliseconds(Probe.TimeLimitMilliseconds);

    /// <summary>Starts a try if one is due and none is under way.</summary>
    public void Tick()
    {
        CancellationToken cancel;
        lock (_gate)
        {
            if (_underWay) return;
            // A tenth early: the next look may come a little before the full second.
            var due = TimeSpan.FromSeconds(Probe.EverySeconds - 0.1);
            if (_tried && clock.GetElapsedTime(_started) < due) return;
            (_underWay, _overdue, _tried, _started) = (true, false, true, clock.GetTimestamp());
            _limit = new CancellationTokenSource(Limit, clock);
            cancel = _limit.Token;
            cancel.Register(Overdue);
        }

        _ = RunAsync(cancel);
    }

    public Observation Look()
    {
        lock (_gate)
        {
            var waited = clock.GetElapsedTime(_started);
            if (_underWay && (_overdue || waited >= Limit))
                return Seen(ProbeResult.Failed($"no answer after {waited.TotalSeconds:0.0} s"));
            var freshFor = TimeSpan.FromSeconds(Probe.EverySeconds + 1) + Limit;
            if (_last is not { } last || clock.GetElapsedTime(_ended) > freshFor) return Observation.Gap;
            return Seen(last);
        }
    }

    /// <summary>Asks the try under way to end; whoever carries it out lets go of its limit.</summary>
    public void Dispose()
    {
        lock (_gate) _limit?.Cancel();
    }

    /// <summary>What blocks does not end by being asked to: its time being over is news by itself.</summary>
    private void Overdue()
    {
        lock (_gate)
        {
            if (!_underWay) return;
            _overdue = true;
        }

        changed();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        ProbeResult result;
        try
        {
            result = await attempt(Probe, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            result = ProbeResult.Failed($"no answer within {Probe.TimeLimitMilliseconds} ms");
        }
#pragma warning disable CA1031 // Whatever went wrong is what the probe found.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            result = ProbeResult.Failed($"{fault.GetType().Name}: {fault.Message}");
        }

        bool news;
        lock (_gate)
        {
            var failing = _overdue || _last?.Why is not null;
            news = _last is null || failing != result.Why is not null;
            (_last, _ended, _underWay) = (result, clock.GetTimestamp(), false);
            _limit?.Dispose();
            _limit = null;
        }

        if (news) changed();
    }

    private Observation Seen(ProbeResult result) => result.Why is { } why
        ? new Observation(_measures ? null : 1, Text: why)
        : new Observation(result.Measured ?? 0);
}
