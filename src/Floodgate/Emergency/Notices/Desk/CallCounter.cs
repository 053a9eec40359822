using Floodgate.Admission;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>What came of a tally; both null: it is counted.</summary>
internal readonly record struct TallyOutcome(BodyFault? Fault, TimeSpan? Wait);

/// <summary>Counts one call for the campaigns it may be about.</summary>
internal sealed class CallCounter(
    ServiceDesk desk, PublicBoard board, CallTallies tallies, Gates gates, AgentPace pace)
{
    public TallyOutcome Take(TallyRequestBody asked, string agent)
    {
        if (pace.Take(agent) is { } wait) return new(null, wait);
        if (Fault(asked) is { } fault) return new(fault, null);
        tallies.Count(Campaigns(asked), CallReason.Find(asked.Reason)!);
        return default;
    }

    private BodyFault? Fault(TallyRequestBody asked)
    {
        if (asked.Reason is null) return new(Refusals.MemberMissing, "/reason");
        if (CallReason.Find(asked.Reason) is null) return new(Refusals.MemberWrongType, "/reason");
        if (asked.Incident is { } incident && desk.Find(incident) is null && board.Find(incident) is null)
            return new(Refusals.MemberWrongType, "/incident");
        return asked.Campaign is { } campaign && gates.Find(campaign) is null
            ? new(Refusals.UnknownCampaign, "/campaign")
            : null;
    }

    /// <summary>What the call may be about; when nobody said, any campaign may be what is wrong.</summary>
    private string[] Campaigns(TallyRequestBody asked)
    {
        if (asked.Campaign is { } one) return [one];
        var named = asked.Incident is not { } incident ? []
            : desk.Find(incident)?.Campaigns ?? board.Find(incident)?.Campaigns ?? [];
        return named.Count > 0 ? [.. named] : [.. gates.All.Select(gate => gate.Id)];
    }
}
