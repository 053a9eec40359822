using Floodgate.Access;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>Faults that several rules find, always in the same words.</summary>
internal static class LintFaults
{
    public static void MustBeTeam(this FaultList faults, EmergencyPlan plan, string pointer, string team)
    {
        if (plan.TeamOf(team) is null)
            faults.Add(pointer, "team-unknown", $"没有小组“{team}”。", $"There is no team '{team}'.");
    }

    public static void MustBeTeams(this FaultList faults, EmergencyPlan plan, string pointer,
        IReadOnlyList<string> teams)
    {
        for (var i = 0; i < teams.Count; i++) faults.MustBeTeam(plan, $"{pointer}/{i}", teams[i]);
    }

    public static void MustBeRoles(this FaultList faults, string pointer, IReadOnlyList<string> roles)
    {
        for (var i = 0; i < roles.Count; i++)
        {
            if (roles[i] != Roles.Till && Roles.All.Contains(roles[i], StringComparer.Ordinal)) continue;
            var known = string.Join(", ", Roles.All.Where(role => role != Roles.Till));
            faults.Add($"{pointer}/{i}", "role-unknown", $"没有角色“{roles[i]}”；有：{known}。",
                $"There is no role '{roles[i]}'; there are: {known}.");
        }
    }

    public static void MustBeRisks(this FaultList faults, EmergencyPlan plan, string pointer,
        IReadOnlyList<string> risks)
    {
        for (var i = 0; i < risks.Count; i++)
            if (plan.RiskOf(risks[i]) is null)
                faults.Add($"{pointer}/{i}", "risk-unknown", $"没有风险“{risks[i]}”。", $"There is no risk '{risks[i]}'.");
    }

    public static void Missing(this FaultList faults, string pointer, string zh, string en) =>
        faults.Add(pointer, "member-missing", $"缺少{zh}。", $"It needs {en}.");

    public static void Unused(this FaultList faults, string pointer, bool set, string zh, string en)
    {
        if (set) faults.Add(pointer, "member-unused", $"{zh}，这个成员没有作用。", $"{en} has no use for this member.");
    }
}
