using YamlDotNet.RepresentationModel;

namespace Floodgate.Drills.Scenarios;

/// <summary>
/// The values of a scenario, each either under <c>published</c> with its <c>cite</c> or under <c>assumed</c> with its
/// <c>reason</c>: the file cannot set a value without saying where it is from.
/// </summary>
internal sealed class ScenarioValues(YamlMap root)
{
    private readonly YamlMap _root = root;
    private readonly YamlMap _published = root.Map("published");
    private readonly YamlMap _assumed = root.Map("assumed");
    private readonly List<(string Name, YamlMap Map, bool Published)> _taken = [];

    public bool Has(string name) => _published.Has(name) || _assumed.Has(name);

    public YamlMap Take(string name)
    {
        var published = _published.Has(name);
        if (published && _assumed.Has(name)) _root.Fault($"{name} stands under published and under assumed");
        if (!published && !_assumed.Has(name)) _root.Fault($"{name} is missing: give it under published or assumed");
        var map = (published ? _published : _assumed).Map(name, required: false);
        _taken.Add((name, map, published));
        return map;
    }

    public IReadOnlyList<ScenarioValue> End()
    {
        var values = _taken.Where(value => value.Map.Line > 0).Select(value =>
        {
            var because = value.Map.Words(value.Published ? "cite" : "reason");
            var text = Shown(value.Map.Node("value", required: false));
            value.Map.End();
            return new ScenarioValue(value.Name, text, value.Published, because);
        }).ToArray();
        _published.End();
        _assumed.End();
        return values;
    }

    private static string Shown(YamlNode? node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlMappingNode map =>
            string.Join(", ", map.Children.Select(pair => $"{Shown(pair.Key)}: {Shown(pair.Value)}")),
        YamlSequenceNode list => string.Join("; ", list.Children.Select(Shown)),
        _ => "",
    };
}
