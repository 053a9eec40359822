using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Floodgate.Drills.Scenarios;

/// <summary>One batch as the crowd needs to know it.</summary>
internal sealed record RushBatch(string Id, long Stock);

/// <summary>
/// The scenario's campaign in the API's shape. The server judges it; here only what a replay changes is touched:
/// relative times (<c>+5s</c> from the opening) become absolute, stock shrinks with the crowd, the budget is the sum.
/// </summary>
internal sealed class CampaignTemplate
{
    private readonly JsonObject _json;

    private CampaignTemplate(JsonObject json) => _json = json;

    public long Stock => Batches(1).Sum(batch => batch.Stock);

    public int PerPersonLimit => (int)(Number(_json, "perPersonLimit") ?? 1);

    public bool WeekdaySplit => _json["eligibility"] is JsonObject rules
        && rules["weekdayByLastDigit"] is JsonValue split
        && split.TryGetValue<bool>(out var on) && on;

    public string TimeZone => _json["timeZone"] is JsonValue zone && zone.TryGetValue<string>(out var id) ? id
        : "Asia/Shanghai";

    public static CampaignTemplate Read(YamlMap map)
    {
        var json = new JsonObject();
        foreach (var name in map.Names.ToArray()) json[name] = Convert(map.Node(name)!);
        var template = new CampaignTemplate(json);
        if (map.Line > 0) template.Check(map);
        return template;
    }

    /// <summary>
    /// Batches with the stock of a crowd shrunk by <paramref name="ratio"/>; never less than one voucher.
    /// </summary>
    public IReadOnlyList<RushBatch> Batches(double ratio) =>
        _json["batches"] is not JsonArray list
            ? []
            : [.. list.OfType<JsonObject>().Select(batch => new RushBatch(
                batch["id"]?.ToString() ?? "", Math.Max(1, (long)Math.Round((Number(batch, "stock") ?? 0) * ratio))))];

    /// <summary>The campaign as PUT takes it, opening at <paramref name="opensAt"/>.</summary>
    public byte[] Body(DateTimeOffset opensAt, double ratio)
    {
        var json = (JsonObject)Resolve(_json, opensAt)!;
        json["opensAt"] = Written(opensAt);
        var sum = 0L;
        var currency = "";
        foreach (var (batch, scaled) in json["batches"]!.AsArray().OfType<JsonObject>().Zip(Batches(ratio)))
        {
            batch["stock"] = scaled.Stock;
            var face = batch["faceValue"]!.AsObject();
            (sum, currency) = (sum + ((Number(face, "amount") ?? 0) * scaled.Stock), face["currency"]!.ToString());
        }

        json["budget"] = new JsonObject { ["amount"] = sum, ["currency"] = currency };
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    private void Check(YamlMap map)
    {
        if (_json.ContainsKey("budget"))
            map.Fault("budget is not given here: it is face value x stock of the replayed size");
        if (_json.ContainsKey("opensAt"))
            map.Fault("opensAt is not given here: times such as +5s count from the opening");
        if (Batches(1) is not { Count: > 0 }) map.Fault("batches must be a list with at least one batch");
        foreach (var batch in (_json["batches"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Number(batch, "stock") is null or < 1) map.Fault("every batch needs a stock of at least 1");
            if (batch["faceValue"] is not JsonObject face || Number(face, "amount") is null
                || face["currency"] is not JsonValue)
                map.Fault("every batch needs a faceValue {amount, currency}");
            if (batch["id"] is not JsonValue) map.Fault("every batch needs an id");
        }
    }

    private static long? Number(JsonObject map, string member) =>
        map[member] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private static string Written(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// A copy in which every text that is a signed time has become an instant counted from the opening.
    /// </summary>
    private static JsonNode? Resolve(JsonNode? node, DateTimeOffset opensAt) => node switch
    {
        JsonObject map => new JsonObject(map
            .Select(pair => KeyValuePair.Create(pair.Key, Resolve(pair.Value, opensAt)))),
        JsonArray list => new JsonArray([.. list.Select(item => Resolve(item, opensAt))]),
        JsonValue value when value.TryGetValue<string>(out var text) && text is ['+' or '-', ..]
            && ScenarioTime.TryRead(text, out var after) => JsonValue.Create(Written(opensAt + after)),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when text[0] != '+'
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
