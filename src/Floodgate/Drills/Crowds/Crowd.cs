using System.Text;
using Floodgate.Drills.Receipts;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Crowds;

/// <summary>
/// Lets the planned crowd loose on a server: one loop releases presses at their instants, a bounded number of senders
/// carries them, each on its own connection. The wait for a sender is part of the latency.
/// </summary>
internal sealed class Crowd
{
    private const long EchoMicros = 120_000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private readonly CrowdPlan _plan;
    private readonly CrowdEntrance _entrance;
    private readonly Behaviour _behaviour;
    private readonly RushTally _tally;
    private readonly ReceiptFile _receipts;
    private readonly DrillsOptions _options;
    private readonly TimeProvider _clock;
    private readonly StepQueue _steps;
    private readonly bool[] _served;
    private readonly byte[] _run;
    private long _began;
    private int _going;

    public Crowd(CrowdPlan plan, CrowdEntrance entrance, Behaviour behaviour, RushTally tally, ReceiptFile receipts,
        DrillsOptions options, TimeProvider clock)
    {
        (_plan, _entrance, _behaviour, _tally, _receipts) = (plan, entrance, behaviour, tally, receipts);
        (_options, _clock, _steps) = (options, clock, new StepQueue(plan.Devices.Count));
        (_served, _run, _going) =
            (new bool[plan.Devices.Count], Encoding.ASCII.GetBytes(entrance.Run), plan.Devices.Count);
    }

    /// <summary>Microseconds since the start; negative before it.</summary>
    public long Now => (long)_clock.GetElapsedTime(_began).TotalMicroseconds;

    /// <summary>Replays from now on until everyone has ended or the plan's time is over.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var device in _plan.Devices) _steps.Add(new DueStep(device, Press.Ticket, device.ArrivesAt));
        var arrivals = _plan.Devices.Select(device => device.ArrivesAt).Order().ToArray();
        var arrived = 0;
        _began = _clock.GetTimestamp();
        var senders = Enumerable.Range(0, _options.InFlightMax).Select(_ => Task.Run(SendAsync, CancellationToken.None))
            .ToArray();
        using (var timer = new PeriodicTimer(Tick, _clock))
        {
            while (Volatile.Read(ref _going) > 0 && Now < _plan.EndsAt && !stop.IsCancellationRequested)
            {
                _steps.Release(Now);
                while (arrived < arrivals.Length && arrivals[arrived] <= Now) _tally.Arrives(arrivals[arrived++]);
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }

        _steps.End();
        await Task.WhenAll(senders);
    }

    private async Task SendAsync()
    {
        using var line = new HttpLine(_entrance.Server, TimeSpan.FromSeconds(_options.AnswerSecondsMax),
            _options.AnswerBytesMax);
        var request = new byte[8 * 1024];
        await foreach (var step in _steps.Due.ReadAllAsync())
        {
            // Once the time is over, what still waits for a sender is not sent: it stays counted as going.
            if (Now < _plan.EndsAt) await OneAsync(line, request, step);
        }
    }

    private async ValueTask OneAsync(HttpLine line, byte[] request, DueStep step)
    {
        var (device, sent) = (step.Device, Now);
        if (step.Press != Press.Echo && device.Ending != Ending.Going) return;
        if (step.Press == Press.Claim && device is { DoubleClicks: true, Attempts: 0 })
            _steps.Add(new DueStep(device, Press.Echo, step.Due + EchoMicros));
        _tally.Sends();
        var wire = await line.SendAsync(request.AsMemory(0, Write(request, step)));
        var done = Now;
        var answer = default(Answer);
        if (wire == WireOutcome.Answered && !Answer.TryRead(line.Body.Span, out answer)) wire = WireOutcome.Broken;
        var receipt = wire == WireOutcome.Answered && answer.VoucherId is not null && line.Status is 200 or 201;
        if (receipt) await KeepAsync(device, line.Status, answer);
        Count(step, wire, line.Status, answer, sent, done, receipt);
        Next(step, wire, line, answer, done);
    }

    private int Write(byte[] request, DueStep step)
    {
        var device = step.Device;
        if (step.Press == Press.Ticket) return _entrance.Wire.Ticket(request, _entrance.Tokens[device.Person]);
        if (step.Press == Press.Poll) return _entrance.Wire.Poll(request, device.Ticket);
        Span<byte> key = stackalloc byte[96];
        return _entrance.Wire.Claim(request, device.Batch, device.Pass, key[..device.WriteKey(_run, key)]);
    }

    private ValueTask KeepAsync(Device device, int status, in Answer answer) =>
        _receipts.AddAsync(new Receipt(_entrance.Campaign, answer.Batch ?? "", device.Key(_entrance.Run),
            _entrance.Person(device.Person), answer.VoucherId!, answer.ClaimedAt ?? "", answer.JournalPosition ?? "",
                status,
            _clock.GetUtcNow()));

    private void Count(DueStep step, WireOutcome wire, int status, in Answer answer, long sent, long done, bool receipt)
    {
        var number = step.Device.Number;
        var first = receipt && !Interlocked.Exchange(ref _served[number], true);
        var code = wire == WireOutcome.Answered && status >= 400 ? answer.Code ?? $"http-{status}" : null;
        var definite = wire == WireOutcome.Answered && !answer.OutcomeUnknown;
        _tally.Ends(new Exchange(step.Press, wire, status, code, definite, step.Due, sent, done, first));
    }

    private void Next(DueStep step, WireOutcome wire, HttpLine line, in Answer answer, long done)
    {
        var device = step.Device;
        lock (device)
        {
            if (device.Ending != Ending.Going) return;
            // An echo only repeats: what happens next is up to the first press, unless the echo brought the voucher.
            if (step.Press == Press.Echo && answer.VoucherId is null) return;
            var had = device.Pass;
            var next = _behaviour.After(device, step.Press, wire, line.Status, answer, line.RetryAfterSeconds, done);
            if (had is null && device.Pass is not null) _tally.Admits(done);
            if (next is { } step2) _steps.Add(new DueStep(device, step2.Press, step2.Due));
            else Interlocked.Decrement(ref _going);
        }
    }
}
