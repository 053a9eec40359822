using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// YAML text as a tree of nodes: the part of YAML that says what JSON says. Anchors, aliases, tags and further
/// documents
/// are refused, because what they stand for is not what a person who checks the file sees in it.
/// </summary>
internal sealed partial class YamlTree
{
    private readonly Parser _parser;
    private readonly FaultList _faults;
    private bool _stopped;
    private int _line = 1;

    private YamlTree(string text, FaultList faults) => (_parser, _faults) = (new Parser(new StringReader(text)),
        faults);

    /// <summary>The tree, or null with at least one fault.</summary>
    public static DocumentNode? Read(string text, FaultList faults)
    {
        var tree = new YamlTree(text, faults);
        try
        {
            var root = tree.Document();
            return faults.IsEmpty ? root : null;
        }
        catch (YamlException fault)
        {
            var why = fault.InnerException?.Message ?? fault.Message;
            tree.Malformed((int)fault.Start.Line, why);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The parser's answer to some unclosed brackets, empty tags and early ends; fuzzing found them.
            tree.Malformed(tree._line, "unclosed bracket, stray tag or early end");
        }

        return null;
    }

    private void Malformed(int line, string why) =>
        _faults.Add("", line, "yaml-malformed", $"YAML 语法错误：{why}", $"Not well-formed YAML: {why}");

    private DocumentNode? Document()
    {
        Next();
        if (Next() is not DocumentStart)
        {
            _faults.Add("", 1, "document-empty", "文件是空的。", "The document is empty.");
            return null;
        }

        Next();
        var root = Node(0);
        if (_stopped) return null;
        Next();
        if (Next() is DocumentStart second)
            _faults.Add("", Line(second), "yaml-several-documents", "一个文件只能有一份文档。", "One file holds one document.");
        return root;
    }

    /// <summary>Reads the node that begins at the current event and leaves its last event current.</summary>
    private DocumentNode Node(int depth)
    {
        var current = _parser.Current!;
        var line = _line = Line(current);
        if (depth >= DocumentLimits.DepthMax) return Stop(line);
        RefuseIndirection(current, line);
        return current switch
        {
            Scalar scalar => new ScalarNode(line, KindOf(scalar), scalar.Value),
            MappingStart => Mapping(line, depth),
            SequenceStart => Sequence(line, depth),
            _ => new ScalarNode(line, ScalarKind.Null, ""),
        };
    }

    private ObjectNode Mapping(int line, int depth)
    {
        var members = new List<DocumentMember>();
        while (!_stopped && Next() is not MappingEnd)
        {
            var key = Node(depth + 1);
            if (_stopped) break;
            Next();
            var value = Node(depth + 1);
            if (key is ScalarNode name) members.Add(new DocumentMember(key.Line, name.Text, value));
            else _faults.Add("", key.Line, "yaml-key-not-text", "成员名必须是文本。", "A member's name must be a text.");
        }

        return new ObjectNode(line, members);
    }

    private ListNode Sequence(int line, int depth)
    {
        var items = new List<DocumentNode>();
        while (!_stopped && Next() is not SequenceEnd) items.Add(Node(depth + 1));
        return new ListNode(line, items);
    }

    private void RefuseIndirection(ParsingEvent current, int line)
    {
        if (current is AnchorAlias || (current is NodeEvent anchored && !anchored.Anchor.IsEmpty))
            _faults.Add("", line, "yaml-anchor", "不支持锚点（&）和引用（*）。", "Anchors (&) and aliases (*) are not read.");
        if (current is NodeEvent node && !node.Tag.IsEmpty)
            _faults.Add("", line, "yaml-tag", "不支持标签（!）。", "Tags (!) are not read.");
    }

    private ScalarNode Stop(int line)
    {
        _stopped = true;
        _faults.Add("", line, "nested-too-deeply", $"嵌套超过 {DocumentLimits.DepthMax} 层。",
            $"Nested more than {DocumentLimits.DepthMax} levels deep.");
        return new ScalarNode(line, ScalarKind.Null, "");
    }

    private ParsingEvent Next() =>
        _parser.MoveNext() && _parser.Current is { } next ? next : throw new InvalidOperationException("ended early");

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static ScalarKind KindOf(Scalar scalar) => scalar.Style != ScalarStyle.Plain
        ? ScalarKind.Text
        : scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Flag,
            var text when NumberPattern.IsMatch(text) => ScalarKind.Number,
            _ => ScalarKind.Text,
        };

    // Codes such as 0571 count as numbers here, so that an unquoted code is refused whether or not it begins with 0.
    [GeneratedRegex(
        @"^[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex NumberPattern { get; }
}
