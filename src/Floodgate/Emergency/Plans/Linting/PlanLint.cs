using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// Checks what a plan says as a whole: everything named exists, every risk is covered, every step may be approved,
/// everybody can be reached. Each fault names file, line and member.
/// </summary>
internal static class PlanLint
{
    /// <summary>All faults of plan and contacts; none means the plan may be applied.</summary>
    /// <param name="plan">The plan as it was read.</param>
    /// <param name="contacts">The people; null: who reaches them is not checked.</param>
    /// <param name="files">What lies beside the plan; null: scripts and texts are not looked for.</param>
    public static IReadOnlyList<DocumentFault> Check(
        DocumentParse<EmergencyPlan> plan, DocumentParse<ContactBook>? contacts = null, PlanFiles? files = null)
    {
        if (plan.Value is not { } read) return [.. plan.Faults, .. contacts?.Faults ?? []];
        var faults = Check(read, files).Select(plan.Locate).ToList();
        if (contacts is null) return faults;
        if (contacts.Value is not { } people) return [.. faults, .. contacts.Faults];
        var ofPlan = new FaultList();
        var ofContacts = new FaultList();
        ContactRules.CheckPlan(ofPlan, read, people);
        ContactRules.CheckContacts(ofContacts, read, people);
        return [.. faults, .. ofPlan.All.Select(plan.Locate), .. ofContacts.All.Select(contacts.Locate)];
    }

    /// <summary>The faults of a plan by itself, without file and line.</summary>
    public static IReadOnlyList<DocumentFault> Check(EmergencyPlan plan, PlanFiles? files = null)
    {
        var faults = new FaultList();
        TeamRules.Check(faults, plan);
        LevelRules.Check(faults, plan);
        RiskRules.Check(faults, plan);
        DetectorRules.Check(faults, plan);
        RunbookRules.Check(faults, plan);
        NoticeRules.Check(faults, plan);
        RecoveryRules.Check(faults, plan);
        ImprovementRules.Check(faults, plan, files);
        PartRules.Check(faults, plan);
        return faults.All;
    }
}

/// <summary>What lies in the folder of a plan, asked by name.</summary>
/// <param name="read">The text of a file; null when there is none.</param>
internal sealed class PlanFiles(Func<string, string?> read)
{
    private const int BytesMax = 256 * 1024;

    /// <param name="name">From the plan's folder, with a forward slash: <c>drills/ID.yaml</c>.</param>
    public string? Read(string name) => read(name);

    public static PlanFiles In(string folder) => new(name =>
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            return file.Exists && file.Length <= BytesMax ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    });
}
