using System.Text;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Targets;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Sandbox;

/// <summary>
/// The plan a drill runs under, as much of it as the runner must know: its id and its teams. Everything else of it is
/// the server's business.
/// </summary>
internal sealed record SandboxPlan(string Id, string Text, IReadOnlyList<DrillTeam> Teams)
{
    private const int BytesMax = 768 * 1024;

    public IEnumerable<string> People =>
        Teams.SelectMany(team => team.Everyone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <exception cref="RushStopped">It is no plan.</exception>
    public static SandboxPlan Read(string text, string file)
    {
        if (Encoding.UTF8.GetByteCount(text) > BytesMax)
            throw new RushStopped(2, $"{file}: the plan is over {BytesMax / 1024} KiB");
        var faults = new FaultList(file);
        var root = YamlTree.Read(text, faults);
        if (root is null || faults.All.Count > 0) throw new RushStopped(2, $"{file}: {faults.All[0].Sentence(file)}");
        var id = Read(Member(root, "id"));
        var teams = Member(root, "teams") is ListNode list ? list.Items.Select(Team).ToArray() : [];
        return id.Length > 0 && teams.Length > 0 && teams.All(team => team.Id.Length > 0)
            ? new SandboxPlan(id, text, teams)
            : throw new RushStopped(2, $"{file}: it has no id or no teams: is it a plan?");
    }

    /// <summary>
    /// The people behind the plan's ids: everybody's channels lead to this drill's own sinks and nowhere else.
    /// </summary>
    public string Contacts(Uri webhooks)
    {
        var yaml = new StringBuilder("people:\n");
        foreach (var person in People)
        {
            yaml.Append("  - id: ").Append(person).Append('\n');
            yaml.Append("    name: \"").Append(person).Append("\"\n");
            yaml.Append("    role: {zh: \"演练人员\", en: \"played in a drill\"}\n    channels:\n");
            yaml.Append("      - {kind: smtp, address: \"").Append(person).Append("@drill.invalid\"}\n");
            yaml.Append("      - {kind: webhook, address: \"").Append(new Uri(webhooks, "/page/" + person))
                .Append("\", secretRef: drill-sink}\n");
        }

        return yaml.ToString();
    }

    private static DrillTeam Team(DocumentNode node) => new(
        Read(Member(node, "id")), Read(Member(node, "primary")), Read(Member(node, "deputy")),
        Member(node, "members") is ListNode list ? [.. list.Items.Select(Read)] : []);

    private static DocumentNode? Member(DocumentNode node, string name) =>
        node is ObjectNode holder ? holder.Members.FirstOrDefault(member => member.Name == name)?.Value : null;

    private static string Read(DocumentNode? node) => node is ScalarNode scalar ? scalar.Text : "";
}
