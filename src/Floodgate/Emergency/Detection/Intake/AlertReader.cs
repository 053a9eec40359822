using System.Globalization;
using System.Text.Json;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// Reads a delivery of alerts: a webhook of Prometheus Alertmanager (version 4), or one alert of our own form
/// <c>{status, group?, fingerprint?, labels?, text?, startsAt?}</c>. Members that are not known are passed over: other
/// programs grow. What is needed must be there, be of its type and keep to its length.
/// </summary>
internal static class AlertReader
{
    private const int LabelsMax = 64;
    private const int NameLengthMax = 128;
    private const int LabelCharactersMax = 4_096;
    private const int KeyLengthMax = 1_024;
    private const int TextLengthMax = 300;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static AlertReading Read(ReadOnlyMemory<byte> body, int alertsMax)
    {
        try
        {
            _ = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(body.Span);
            using var document = JsonDocument.Parse(body, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Wrong("");
            return new AlertReading(
                root.TryGetProperty("alerts", out _) ? Alertmanager(root, alertsMax) : Generic(root), null);
        }
        catch (System.Text.DecoderFallbackException)
        {
            return new AlertReading(null, new BodyFault(Refusals.EncodingInvalid));
        }
        catch (JsonException fault)
        {
            var twice = fault.Message.Contains("uplicate", StringComparison.Ordinal);
            return new AlertReading(null,
                new BodyFault(twice ? Refusals.MemberDuplicate : Refusals.BodyMalformed, "", fault.LineNumber + 1));
        }
        catch (AlertFaultException fault)
        {
            return new AlertReading(null, fault.Fault);
        }
    }

    private static AlertDelivery Alertmanager(JsonElement root, int alertsMax)
    {
        if (Text(root, "", "version", 8) != "4") throw Wrong("/version");
        var groupKey = Text(root, "", "groupKey", KeyLengthMax);
        var over = !IsFiring(root, "");
        var leftOff = root.TryGetProperty("truncatedAlerts", out var truncated)
            ? truncated.ValueKind == JsonValueKind.Number && truncated.TryGetInt64(out var count) && count >= 0
                ? count : throw Wrong("/truncatedAlerts")
            : 0;
        var list = root.GetProperty("alerts");
        if (list.ValueKind != JsonValueKind.Array) throw Wrong("/alerts");
        var alerts = new List<AlertTold>(Math.Min(list.GetArrayLength(), alertsMax));
        foreach (var one in list.EnumerateArray())
        {
            var at = $"/alerts/{alerts.Count}";
            if (one.ValueKind != JsonValueKind.Object) throw Wrong(at);
            if (alerts.Count == alertsMax) break;
            alerts.Add(new AlertTold(
                Text(one, at, "fingerprint", NameLengthMax), IsFiring(one, at), Labels(one, at), Summary(one),
                Time(one, at)));
        }

        return new AlertDelivery(groupKey, over, alerts, leftOff + list.GetArrayLength() - alerts.Count);
    }

    private static AlertDelivery Generic(JsonElement root)
    {
        var firing = IsFiring(root, "");
        var labels = Labels(root, "");
        var group = root.TryGetProperty("group", out _) ? Text(root, "", "group", KeyLengthMax)
            : labels.GetValueOrDefault("alertname") ?? "alert";
        var fingerprint = root.TryGetProperty("fingerprint", out _) ? Text(root, "", "fingerprint", NameLengthMax)
            : string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => label.Key + "=" + label.Value));
        var text = root.TryGetProperty("text", out _) ? Text(root, "", "text", KeyLengthMax) : group;
        var told = new AlertTold(fingerprint, firing, labels, Cut(text), Time(root, ""));
        return new AlertDelivery(group, GroupOver: false, [told], 0);
    }

    private static bool IsFiring(JsonElement one, string at) => Text(one, at, "status", 16) switch
    {
        "firing" => true,
        "resolved" => false,
        _ => throw Wrong(at + "/status"),
    };

    private static Dictionary<string, string> Labels(JsonElement one, string at)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!one.TryGetProperty("labels", out var members)) return labels;
        if (members.ValueKind != JsonValueKind.Object) throw Wrong(at + "/labels");
        var left = LabelCharactersMax;
        foreach (var member in members.EnumerateObject())
        {
            var place = at + "/labels" + BodyFault.Step(member.Name);
            if (member.Value.ValueKind != JsonValueKind.String) throw Wrong(place);
            var value = member.Value.GetString()!;
            if ((left -= member.Name.Length + value.Length) < 0 || labels.Count == LabelsMax) throw Wrong(place);
            labels.Add(member.Name, value);
        }

        return labels;
    }

    /// <summary>Alertmanager's customary annotations; they are words, so a wrong one costs only the words.</summary>
    private static string Summary(JsonElement alert)
    {
        if (!alert.TryGetProperty("annotations", out var words) || words.ValueKind != JsonValueKind.Object) return "";
        foreach (var name in new[] { "summary", "description" })
            if (words.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String)
                return Cut(text.GetString()!);
        return "";
    }

    private static DateTimeOffset? Time(JsonElement one, string at)
    {
        if (!one.TryGetProperty("startsAt", out var text)) return null;
        return text.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime() : throw Wrong(at + "/startsAt");
    }

    private static string Text(JsonElement one, string at, string name, int lengthMax)
    {
        if (!one.TryGetProperty(name, out var member))
            throw new AlertFaultException(new BodyFault(Refusals.MemberMissing, at + "/" + name));
        return member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 } text
            && text.Length <= lengthMax ? text : throw Wrong(at + "/" + name);
    }

    /// <summary>Words from outside go to pages and screens: one line, no control characters, not long.</summary>
    private static string Cut(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        if (line.Length <= TextLengthMax) return line;
        return line[..(char.IsHighSurrogate(line[TextLengthMax - 1]) ? TextLengthMax - 1 : TextLengthMax)];
    }

    private static AlertFaultException Wrong(string pointer) => new(new BodyFault(Refusals.MemberWrongType, pointer));

    /// <summary>Leaves the reading from any depth; never leaves this class.</summary>
#pragma warning disable CA1032, CA1064, RCS1194, MA0053
    private sealed class AlertFaultException(BodyFault fault) : Exception
#pragma warning restore CA1032, CA1064, RCS1194, MA0053
    {
        public BodyFault Fault { get; } = fault;
    }
}
