using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>What an incident has cost so far; after the return as it was counted, last an hour later.</summary>
/// <param name="Minutes">In which people could not claim as usual.</param>
/// <param name="People">Distinct persons refused because of it who hold nothing.</param>
/// <param name="Vouchers">Asked for and not given, at most what is left.</param>
/// <param name="Subsidy">Their worth; null: nothing was left to give, or no campaign is known.</param>
/// <param name="Exact">Every person was counted; else the number is an estimate from a part of them.</param>
/// <param name="Final">Counted by the books an hour after the return: it changes no more.</param>
public sealed record LossReading(
    double Minutes, long People, long Vouchers, Money? Subsidy, bool Exact, bool Final)
{
    /// <summary>Of the minutes, in which no server ran: people who came then are not counted. Null: none.</summary>
    public double? UnansweredMinutes { get; init; }

    internal static LossReading? Of(LossCounted? loss) => loss is null
        ? null : new LossReading(loss.Minutes, loss.People, loss.Vouchers, loss.Subsidy, loss.Exact, loss.Final)
        {
            UnansweredMinutes = loss.UnansweredMinutes,
        };
}

/// <summary>The global switch of automation. Off, every automatic step is offered to people instead.</summary>
/// <param name="Acts">It is on and the plan in force is approved.</param>
/// <param name="Who">Whoever turned it last; null: nobody ever has.</param>
public sealed record AutomationReading(bool On, bool Acts, string? Who, string? Why, DateTimeOffset? At);
