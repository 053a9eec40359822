using Floodgate.Drills.Judging;
using Floodgate.Drills.Scripts;

namespace Floodgate.Tests.Drills.Judging;

/// <summary>The storage story as it should be seen, to be spoilt by a test.</summary>
internal static class Drilled
{
    public const double Lost = 12, Back = 31;

    public static DrillScript Script { get; } = DrillShelf.Find("storage-lost")!.Script!;

    public static IReadOnlyList<DrillTeam> Teams { get; } =
    [
        new("tech", "tech-lead", "tech-deputy", ["tech-oncall"]),
        new("customer-service", "service-lead", "service-deputy", []),
        new("operations", "ops-lead", "ops-deputy", []),
    ];

    public static List<Sighting> Good()
    {
        var seen = new List<Sighting>
        {
            new(1, SightKind.Phase, "drill", "open"),
            new(10, SightKind.Inject, "crowd"),
            new(Lost, SightKind.Inject, "lost"),
            new(Lost + 1.2, SightKind.Incident, "i-1", "storage-down"),
            new(Lost + 1.2, SightKind.Firing, "storage-down", "journal-probe"),
            new(Lost + 1.5, SightKind.Phase, "drill", "paused"),
            new(Lost + 7, SightKind.Notice, "server", "2026-11-23T03:00:00Z"),
            new(Lost + 20.5, SightKind.Acknowledged, "tech-deputy", "link"),
            new(Back, SightKind.Inject, "back"),
            new(Back + 15, SightKind.Firing, "storage-down"),
            new(60, SightKind.Timeline, "i-1", "90 entries"),
            new(60, SightKind.Invariant, "I1", "ok"),
            new(60, SightKind.Invariant, "I3", "ok"),
        };
        foreach (var team in Teams)
        {
            seen.Add(new Sighting(Lost + 1.4, SightKind.Page, team.Primary, "mail server"));
            seen.Add(new Sighting(Lost + 16.5, SightKind.Page, team.Deputy, "mail server"));
        }

        for (var at = Lost; at < Lost + 20; at += 0.5) seen.Add(new Sighting(at, SightKind.WalletRead, "holder-1"));
        return seen;
    }

    public static DrillJudge Judge(
        IEnumerable<Sighting> seen, double now = 60, bool ended = true, bool isShadow = true) =>
        new(Script, Teams, [.. seen.OrderBy(one => one.At)], now, ended, isShadow);

    /// <summary>Ids of the expectations that were missed.</summary>
    public static string[] Missed(IEnumerable<Sighting> seen) =>
        [.. Judge(seen).All.Where(one => !one.Met).Select(one => one.Expected.Id)];
}
