using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// What a campaign may change of the plan it pins: a merge patch (RFC 7396) in which lists of things with an id are
/// objects by that id: <c>{"detectors": {"writes-slow": {"limit": 250}}}</c>. Only numbers, times, people and words
/// may be
/// changed; what is watched, who may approve and what is done stays the plan's.
/// </summary>
internal static partial class PlanOverrides
{
    public const int BytesMax = 64 * 1024;
    private const int MembersMax = 500;

    private static readonly string[] Changeable =
    [
        "/detectors/*/limit", "/detectors/*/clearLimit", "/detectors/*/windowSeconds", "/detectors/*/forSeconds",
        "/detectors/*/clearForSeconds", "/detectors/*/horizonSeconds", "/detectors/*/overLeast", "/detectors/*/level",
        "/levels/*/firstNoticeSeconds", "/levels/*/noticeAutomatic", "/levels/*/updateEveryMinutes",
        "/levels/*/pauseWhenRepairOverMinutes", "/levels/*/pauseMode", "/levels/*/page/teams",
        "/levels/*/page/acknowledgementsNeeded", "/levels/*/page/repeatSeconds", "/levels/*/page/repeatsMax",
        "/teams/*/primary", "/teams/*/deputy", "/teams/*/members",
        "/notices/*/title/*", "/notices/*/text/*", "/notices/*/short/*", "/notices/*/say/*", "/notices/*/what/*",
        "/notices/*/effect/*",
        "/risks/*/likelihood", "/risks/*/impact", "/runbooks/*/repairMinutes",
        "/automation/*", "/repair/estimateWithinMinutes", "/repair/confirmReturnMinutes", "/repair/moveReturnMinutes",
        "/repair/marginMinutes", "/rhythm/*", "/targets/*",
    ];

    /// <summary>The plan with the changes in it, or the faults of the changes.</summary>
    public static (EmergencyPlan? Plan, IReadOnlyList<DocumentFault> Faults) Apply(EmergencyPlan plan, JsonObject patch)
    {
        var faults = new FaultList();
        var asked = 0;
        Check(faults, patch, "", ref asked);
        if (!faults.IsEmpty) return (null, faults.All);
        var keyed = (JsonObject)JsonNode.Parse(PlanDocument.WriteJson(plan))!;
        Merge(faults, keyed, patch, "");
        if (!faults.IsEmpty) return (null, faults.All);
        var parse = PlanDocument.ParseJson(Encoding.UTF8.GetBytes(keyed.ToJsonString()));
        if (parse.Value is not { } changed) return (null, parse.Faults);
        var broken = PlanLint.Check(changed);
        return broken.Count > 0 ? (null, broken) : (changed, []);
    }

    /// <summary>One text for one set of changes: members in order, nothing empty.</summary>
    public static string Canonical(JsonObject patch)
    {
        return Sorted(patch).ToJsonString(new JsonSerializerOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });

        static JsonObject Sorted(JsonObject from) => new(from
            .Select(member => KeyValuePair.Create(member.Key, member.Value is JsonObject inner
                ? Sorted(inner) : member.Value?.DeepClone()))
            .Where(member => member.Value is not JsonObject { Count: 0 })
            .OrderBy(member => member.Key, StringComparer.Ordinal));
    }

    private static void Check(FaultList faults, JsonNode? node, string pointer, ref int asked)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
                Check(faults, value, pointer + BodyFault.Step(name), ref asked);
            return;
        }

        if (++asked > MembersMax)
            faults.Add(pointer, "too-many", $"最多改 {MembersMax} 处。", $"At most {MembersMax} changes.");
        else if (!Changeable.Any(pattern => Matches(pattern, pointer)))
            faults.Add(pointer, "override-not-allowed", "活动不能更改这个成员；请提交新的方案版本。",
                "A campaign cannot change this member; apply a new version of the plan.");
    }

    private static bool Matches(string pattern, string pointer)
    {
        var (wanted, steps) = (pattern.Split('/'), pointer.Split('/'));
        return wanted.Length == steps.Length
            && wanted.Zip(steps).All(pair => pair.First is "*" || pair.First == pair.Second);
    }

    /// <summary>Items of a list are found by their id; nothing is added to a list or taken from it.</summary>
    private static void Merge(FaultList faults, JsonObject into, JsonObject patch, string pointer)
    {
        foreach (var (name, value) in patch)
        {
            var at = pointer + BodyFault.Step(name);
            if (value is not JsonObject inner)
            {
                if (value is null) into.Remove(name);
                else into[name] = value.DeepClone();
            }
            else if (into[name] is JsonArray list)
            {
                foreach (var (id, change) in inner)
                {
                    var item = list.OfType<JsonObject>().FirstOrDefault(one => (string?)one["id"] == id);
                    if (item is null || change is not JsonObject members)
                        faults.Add(at + BodyFault.Step(id), "item-unknown", $"方案中没有“{Cut(id)}”。",
                            $"The plan has no '{Cut(id)}' here.");
                    else Merge(faults, item, members, at + BodyFault.Step(id));
                }
            }
            else if (into[name] is JsonObject holder)
            {
                Merge(faults, holder, inner, at);
            }
            else
            {
                faults.Add(at, "type-wrong", "此处不是对象。", "This is not an object.");
            }
        }
    }

    private static string Cut(string id) => Plain.IsMatch(id) ? id : "?";

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain { get; }
}
