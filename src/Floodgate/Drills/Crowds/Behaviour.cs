using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Crowds;

/// <summary>What a device does next and when (microseconds from the start of the replay).</summary>
internal readonly record struct Step(Press Press, long Due);

/// <summary>
/// How people act on an answer. No clock, no I/O: the caller brings the answer and the time. The only shared state is
/// the opening time as publicly known.
/// </summary>
internal sealed class Behaviour
{
    private const long SecondMicros = 1_000_000;
    private const long PollSeconds = 2;
    private readonly RetryHabit _retry;
    private readonly Draw _draw;
    private readonly Func<DateTimeOffset, long> _toMicros;
    private readonly long _planned;
    private long _opensAt;

    /// <param name="retry">How people try again.</param>
    /// <param name="draw">The replay's random numbers.</param>
    /// <param name="opensAt">The planned opening, in microseconds from the start of the replay.</param>
    /// <param name="toMicros">A time the server told, in microseconds from the start of the replay.</param>
    public Behaviour(RetryHabit retry, Draw draw, long opensAt, Func<DateTimeOffset, long> toMicros)
    {
        (_retry, _draw, _toMicros) = (retry, draw, toMicros);
        (_planned, _opensAt) = (opensAt, opensAt);
    }

    /// <summary>The opening as it is publicly known; a postponement moves it for those who come after.</summary>
    public long OpensAt
    {
        get => Volatile.Read(ref _opensAt);
        set => Volatile.Write(ref _opensAt, value);
    }

    /// <summary>
    /// The next step of <paramref name="device"/>, or null when it has ended (see <see cref="Device.Ending"/>).
    /// </summary>
    public Step? After(Device device, Press press, WireOutcome wire, int status, in Answer answer, int? retryAfter,
        long now)
    {
        if (device.Ending != Ending.Going) return null;
        var step = wire != WireOutcome.Answered ? NoAnswer(device, press, wire, now)
            : status is 200 or 201 ? Good(device, press, answer, retryAfter, now)
            : Refused(device, press, status, answer, retryAfter, now);
        if (step is { } next && next.Due >= device.LeavesAt) return End(device, Ending.Left);
        return step;
    }

    private Step? NoAnswer(Device device, Press press, WireOutcome wire, long now)
    {
        if (press == Press.Claim && wire != WireOutcome.Unreachable) device.InDoubt = true;
        return Again(device, press, null, now);
    }

    private Step? Good(Device device, Press press, in Answer answer, int? retryAfter, long now)
    {
        if (press is Press.Claim or Press.Echo)
        {
            device.InDoubt = false;
            return End(device, Ending.Served);
        }

        device.Ticket = answer.Ticket ?? device.Ticket;
        if (answer.Pass is null) return new Step(Press.Poll, now + ((retryAfter ?? PollSeconds) * SecondMicros));
        device.Pass = answer.Pass;
        var opens = OpensAt;
        if (now >= opens) return new Step(Press.Claim, now + device.Think);
        device.WaitedForOpening = true;
        return new Step(Press.Claim, Math.Max(now + (SecondMicros / 10), opens + device.PressesAfterOpening));
    }

    private Step? Refused(Device device, Press press, int status, in Answer answer, int? retryAfter, long now)
    {
        switch (answer.Code)
        {
            case RefusalCodes.SoldOut: return End(device, Ending.SoldOut);
            case RefusalCodes.LimitReached: return End(device, Ending.LimitReached);
            case RefusalCodes.NotEligible: return End(device, Ending.NotEligible);
            case RefusalCodes.Closed: return End(device, Ending.Closed);
            case RefusalCodes.NotOpen: return UntilOpen(device, press, answer, now);
            case RefusalCodes.Paused:
                var resumes = answer.ResumesAt is { } at ? _toMicros(at) : now;
                return new Step(press, Math.Max(resumes, now + ((retryAfter ?? 1) * SecondMicros)) + Jitter(device));
            case "pass-expired" or "pass-invalid" or "pass-missing": return Again(device, Press.Ticket, null, now);
        }

        if (press == Press.Claim && answer.OutcomeUnknown) device.InDoubt = true;
        return status is 429 or >= 500 ? Again(device, press, retryAfter, now) : End(device, Ending.Refused);
    }

    /// <summary>The impatient press on every second; the others come back when they were told it opens.</summary>
    private Step UntilOpen(Device device, Press press, in Answer answer, long now)
    {
        device.WaitedForOpening = true;
        var told = answer.OpensAt is { } at ? _toMicros(at) : OpensAt;
        if (told > _planned + (SecondMicros / 2)) device.ToldNewOpening = true;
        var back = told + Math.Abs(device.PressesAfterOpening);
        if (device.Impatient) back = Math.Min(back, now + SecondMicros);
        return new Step(press, Math.Max(back, now + (SecondMicros / 20)));
    }

    private Step? Again(Device device, Press press, int? retryAfter, long now)
    {
        device.Attempts++;
        if (device.Attempts > _retry.Attempts) return End(device, Ending.GaveUp);
        var first = _retry.First.TotalMicroseconds;
        if (device.Impatient) return new Step(press, now + (long)first);
        var back = Math.Min(first * Math.Pow(_retry.Factor, device.Attempts - 1), _retry.Longest.TotalMicroseconds);
        back *= 0.5 + _draw.Unit(DrawKind.RetryJitter, device.Number, device.Attempts);
        return new Step(press, now + Math.Max((long)back, (retryAfter ?? 0) * SecondMicros));
    }

    private long Jitter(Device device) => (long)(SecondMicros * _draw.Unit(DrawKind.RetryJitter, device.Number, 1_000));

    private static Step? End(Device device, Ending ending)
    {
        // A known key is answered before any refusal, so a refusal of these kinds ends the doubt.
        if (ending is Ending.SoldOut or Ending.LimitReached or Ending.NotEligible or Ending.Closed)
            device.InDoubt = false;
        device.Ending = ending;
        return null;
    }
}
