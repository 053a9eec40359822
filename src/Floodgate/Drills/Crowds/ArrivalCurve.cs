using Floodgate.Drills.Scenarios;

namespace Floodgate.Drills.Crowds;

/// <summary>
/// When people come: a piecewise density over time, sampled by its inverse, all of it before the first request.
/// </summary>
internal sealed class ArrivalCurve(IReadOnlyList<ArrivalPhase> phases)
{
    /// <summary>
    /// Exactly <paramref name="people"/> instants from the opening, rising; the same for the same draw.
    /// </summary>
    public TimeSpan[] Sample(int people, Draw draw)
    {
        var instants = new TimeSpan[people];
        for (var person = 0; person < people; person++)
            instants[person] = At(draw.Unit(DrawKind.Phase, person), draw.Unit(DrawKind.Instant, person));
        Array.Sort(instants);
        return instants;
    }

    /// <summary>Share of all people expected before <paramref name="time"/>.</summary>
    public double ShareBefore(TimeSpan time) => phases.Sum(phase =>
        time <= phase.From ? 0 : time >= phase.To ? phase.Share
            : phase.Share * Within(phase, (time - phase.From) / (phase.To - phase.From)));

    private TimeSpan At(double choice, double u)
    {
        var chosen = phases[^1];
        foreach (var phase in phases)
        {
            if (choice < phase.Share)
            {
                chosen = phase;
                break;
            }

            choice -= phase.Share;
        }

        return chosen.From + ((chosen.To - chosen.From) * Inverse(chosen, u));
    }

    /// <summary>Share of the piece's people in its first <paramref name="x"/> (0 to 1) of time.</summary>
    private static double Within(ArrivalPhase phase, double x) => phase.Shape switch
    {
        ArrivalShape.Rising => x * x,
        ArrivalShape.Falling => (1 - Math.Pow(2, -x * Halvings(phase))) / (1 - Math.Pow(2, -Halvings(phase))),
        _ => x,
    };

    private static double Inverse(ArrivalPhase phase, double u) => phase.Shape switch
    {
        ArrivalShape.Rising => Math.Sqrt(u),
        ArrivalShape.Falling => -Math.Log2(1 - (u * (1 - Math.Pow(2, -Halvings(phase))))) / Halvings(phase),
        _ => u,
    };

    private static double Halvings(ArrivalPhase phase) => (phase.To - phase.From) / phase.HalvesEvery;
}
