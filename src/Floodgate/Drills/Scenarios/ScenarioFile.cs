using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Floodgate.Drills.Scenarios;

/// <summary>Reads a scenario file. Either a scenario, or every fault with its file, line and member.</summary>
internal static class ScenarioFile
{
    public const int BytesMax = 256 * 1024;
    private const int DepthMax = 32;

    public static RushScenario? Read(string path, out IReadOnlyList<ScenarioFault> faults)
    {
        var name = Path.GetFileName(path);
        var info = new FileInfo(path);
        if (info.Length > BytesMax)
        {
            faults = [new ScenarioFault(name, 0, "", $"is longer than {BytesMax} bytes")];
            return null;
        }

        return Parse(File.ReadAllText(path), name, out faults);
    }

    public static RushScenario? Parse(string text, string file, out IReadOnlyList<ScenarioFault> faults)
    {
        var found = new ScenarioFaults(file);
        var root = Load(text, found);
        RushScenario? scenario = null;
        if (found.All.Count == 0)
        {
            if (root is YamlMappingNode) scenario = ScenarioReader.Read(new YamlMap(root, "", found));
            else found.Add(1, "", "must be a mapping with the members of a scenario");
        }

        faults = found.All;
        return faults.Count == 0 ? scenario : null;
    }

    private static YamlNode? Load(string text, ScenarioFaults faults)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count != 1) faults.Add(1, "", "must hold exactly one document");
            else Refuse(stream.Documents[0].RootNode, 0, faults);
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : null;
        }
        catch (YamlException fault)
        {
            faults.Add(fault.Start.Line, "", $"is not readable YAML: {fault.InnerException?.Message ?? fault.Message}");
            return null;
        }
    }

    /// <summary>
    /// Anchors could make a small file mean a huge one, and depth a deep stack: neither is needed here.
    /// </summary>
    private static void Refuse(YamlNode node, int depth, ScenarioFaults faults)
    {
        if (!node.Anchor.IsEmpty) faults.Add(node.Start.Line, "", "anchors and aliases are not read here");
        else if (depth > DepthMax) faults.Add(node.Start.Line, "", $"is nested deeper than {DepthMax}");
        else if (node is YamlMappingNode map)
            foreach (var (_, value) in map.Children) Refuse(value, depth + 1, faults);
        else if (node is YamlSequenceNode list)
            foreach (var item in list.Children) Refuse(item, depth + 1, faults);
    }
}
