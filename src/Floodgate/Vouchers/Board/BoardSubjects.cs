using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Vouchers.Board;

/// <summary>What the board asks the gates, once a second.</summary>
internal static class BoardSubjects
{
    public static BoardSource Source(IServiceProvider all)
    {
        var gates = all.GetRequiredService<Gates>();
        var clock = all.GetRequiredService<TimeProvider>();
        return new BoardSource(() => [.. gates.All.Where(gate => gate.Version is not null)
            .Select(gate => Describe(gate, gate.Version!, clock.NowMicros()))]);
    }

    private static BoardSubject Describe(CampaignGate gate, CampaignVersion version, long nowMicros)
    {
        var rules = version.Definition;
        for (var i = 0; i < rules.Batches.Count; i++) gate.Signals.SetRemaining(i, gate.Remaining(i));
        return new BoardSubject(gate.Id, rules.Name, gate.Signals)
        {
            Phase = Enum.Parse<BoardPhase>(gate.PhaseAt(nowMicros).ToString()),
            TimeZone = rules.TimeZone,
            OpensAt = rules.OpensAt,
            ClosesAt = rules.ClosesAt,
            Pauses = [.. gate.Pauses.All.Select(Describe)],
            Batches = [.. rules.Batches.Select((batch, i) =>
                new BoardBatch(batch.Id, batch.Name, batch.Stock, gate.Remaining(i)))],
            Regions = rules.Eligibility.Regions,
        };
    }

    private static BoardPause Describe(Pause pause) => new(
        pause.Scope.ToString()
            .ToLowerInvariant(), pause.Target, pause.At, pause.ResumesAt, pause.AutoResume, pause.Notice,
        pause.Reason, pause.Actor);
}
