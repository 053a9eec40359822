using System.Text.Json;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>A run in which people took part, as it was handed in.</summary>
internal sealed record AttendedRun(
    string Drill, DateTimeOffset EndedAt, string Id, IReadOnlyList<DrillTookPartBody> People);

/// <summary>When the teams of a plan last held a drill together, and when they must again.</summary>
/// <param name="Last">Null: never.</param>
internal sealed record JointStanding(JointDrill Joint, AttendedRun? Last, DateTimeOffset? DueAt, bool Overdue);

/// <summary>Credit for drills that several teams held together. Pure.</summary>
internal static class JointDrills
{
    private const string Completed = "completed";

    /// <summary>What is kept of who took part; null: nobody, or the run was broken off and counts for none.</summary>
    public static string? Keep(DrillReportBody report) =>
        report is { Shadow: false, Ending: Completed, TookPart: { Count: > 0 } people }
            ? JsonSerializer.Serialize(people, PracticeBodyJson.Default.IReadOnlyListDrillTookPartBody) : null;

    public static IReadOnlyList<DrillTookPartBody> Read(string? kept) => kept is null ? []
        : JsonSerializer.Deserialize(kept, PracticeBodyJson.Default.IReadOnlyListDrillTookPartBody) ?? [];

    /// <summary>
    /// Each team took part by a person of its own: whoever is of several teams stands for one of them only.
    /// </summary>
    public static bool IsJoint(IReadOnlyList<string> teams, IReadOnlyList<DrillTookPartBody> people)
    {
        var standsFor = new int?[people.Count];
        return Enumerable.Range(0, teams.Count).All(team => Place(team, new bool[people.Count]));

        bool Place(int team, bool[] asked)
        {
            for (var i = 0; i < people.Count; i++)
            {
                if (asked[i] || !people[i].Teams.Contains(teams[team], StringComparer.Ordinal)) continue;
                asked[i] = true;
                if (standsFor[i] is { } other && !Place(other, asked)) continue;
                standsFor[i] = team;
                return true;
            }

            return false;
        }
    }

    /// <summary>How the drill stands; null: it need not be joint. What was never held together is overdue.</summary>
    public static JointStanding? Of(DrillPlan drill, IReadOnlyList<AttendedRun> runs, DateTimeOffset now)
    {
        if (drill.Joint is not { } joint) return null;
        var last = runs.Where(run => run.Drill == drill.Id && IsJoint(joint.Teams, run.People))
            .MaxBy(run => run.EndedAt);
        var due = last?.EndedAt.AddDays(joint.EveryDays);
        return new JointStanding(joint, last, due, due is null || due < now);
    }
}
