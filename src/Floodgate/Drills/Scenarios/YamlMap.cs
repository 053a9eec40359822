using System.Globalization;
using Floodgate.Foundation;
using YamlDotNet.RepresentationModel;

namespace Floodgate.Drills.Scenarios;

/// <summary>
/// One mapping of a scenario file, read strictly: every member is taken once with its type and range, and
/// <see cref="End"/> names what nobody took. A missing or wrong member is a fault and reads as a harmless default.
/// </summary>
internal sealed class YamlMap
{
    private readonly ScenarioFaults _faults;
    private readonly Dictionary<string, YamlNode> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly bool _silent;

    public YamlMap(YamlNode? node, string path, ScenarioFaults faults)
    {
        (_faults, Path, Line) = (faults, path, node?.Start.Line ?? 0);
        if (node is not YamlMappingNode map)
        {
            _silent = true;
            if (node is not null) faults.Add(Line, path, "must be a mapping");
            return;
        }

        foreach (var (key, value) in map.Children)
            if (key is YamlScalarNode { Value: { } name }) _members[name] = value;
            else faults.Add(key.Start.Line, path, "a member's name must be plain text");
    }

    public string Path { get; }

    public long Line { get; }

    public IEnumerable<string> Names => _members.Keys;

    public bool Has(string member) => _members.ContainsKey(member);

    public YamlNode? Node(string member, bool required = true)
    {
        _taken.Add(member);
        if (_members.TryGetValue(member, out var node)) return node;
        if (required && !_silent) _faults.Add(Line, At(member), "is missing");
        return null;
    }

    public YamlMap Map(string member, bool required = true) => new(Node(member, required), At(member), _faults);

    public IReadOnlyList<YamlMap> Maps(string member, bool required = true) =>
        [.. Items(member, required).Select((item, i) => new YamlMap(item, $"{At(member)}[{i}]", _faults))];

    public IReadOnlyList<YamlNode> Items(string member, bool required = true)
    {
        var node = Node(member, required);
        if (node is YamlSequenceNode list) return [.. list.Children];
        if (node is not null) Wrong(node, member, "must be a list");
        return [];
    }

    public string Text(string member)
    {
        var node = Node(member);
        if (node is YamlScalarNode { Value.Length: > 0 and <= 2_000 } scalar) return scalar.Value;
        if (node is not null) Wrong(node, member, "must be a text of 1 to 2,000 characters");
        return "";
    }

    public BilingualText Words(string member) => Map(member).Words();

    public IReadOnlyList<BilingualText> WordsList(string member) =>
        [.. Maps(member, required: false).Select(map => map.Words())];

    private BilingualText Words()
    {
        var text = new BilingualText(Text("zh"), Text("en"));
        End();
        return text;
    }

    public long Whole(string member, long min, long max)
    {
        var node = Node(member);
        if (node is YamlScalarNode scalar && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        if (node is not null) Wrong(node, member, $"must be a whole number from {min} to {max}");
        return min;
    }

    public double Number(string member, double min, double max)
    {
        var node = Node(member);
        if (node is YamlScalarNode scalar && double.TryParse(scalar.Value, NumberStyles.Float,
            CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        if (node is not null) Wrong(node, member, $"must be a number from {min} to {max}");
        return min;
    }

    public TimeSpan Span(string member, TimeSpan min, TimeSpan max)
    {
        var node = Node(member);
        if (node is YamlScalarNode scalar && ScenarioTime.TryRead(scalar.Value, out var span) && span >= min
            && span <= max)
            return span;
        if (node is not null)
            Wrong(node, member, $"must be a time such as 400ms, 5s or 2m, from {min.TotalSeconds} s to "
                + $"{max.TotalSeconds} s");
        return min;
    }

    public TChoice Choice<TChoice>(string member)
        where TChoice : struct, Enum
    {
        var node = Node(member);
        if (node is YamlScalarNode { Value: { } text })
            foreach (var value in Enum.GetValues<TChoice>())
                if (string.Equals(Written(value), text, StringComparison.Ordinal)) return value;
        if (node is not null)
            Wrong(node, member, $"must be one of {string.Join(", ", Enum.GetValues<TChoice>().Select(Written))}");
        return default;
    }

    public void Fault(string message) => _faults.Add(Line, Path, message);

    /// <summary>Names every member that was not asked for.</summary>
    public void End()
    {
        foreach (var (name, node) in _members)
            if (!_taken.Contains(name)) _faults.Add(node.Start.Line, At(name), "is not a known member");
    }

    private static string Written<TChoice>(TChoice value)
        where TChoice : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private string At(string member) => Path.Length == 0 ? member : $"{Path}.{member}";

    private void Wrong(YamlNode node, string member, string message) =>
        _faults.Add(node.Start.Line, At(member), message);
}
