using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// JSON text as a tree of nodes. Nothing in it is believed: every fault ends in the list, none in an exception.
/// </summary>
internal static class JsonTree
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 2 * DocumentLimits.DepthMax };

    /// <summary>The tree, or null with at least one fault.</summary>
    public static DocumentNode? Read(ReadOnlySpan<byte> utf8, FaultList faults)
    {
        if (!Utf8.IsValid(utf8))
        {
            faults.Add("", LineOfBadUtf8(utf8), "utf8-malformed", "文件不是有效的 UTF-8 文本。", "The text is not valid UTF-8.");
            return null;
        }

        var walk = new Walk(utf8);
        try
        {
            walk.Reader.Read();
            var root = Node(ref walk, faults);
            walk.Reader.Read();
            return faults.IsEmpty ? root : null;
        }
        catch (JsonException fault)
        {
            Malformed(faults, (int)(fault.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            // An escape that stands for half a character, which no text can hold.
            Malformed(faults, walk.Line());
        }

        return null;
    }

    private static DocumentNode Node(ref Walk walk, FaultList faults)
    {
        var line = walk.Line();
        if (walk.Reader.CurrentDepth >= DocumentLimits.DepthMax)
        {
            faults.Add("", line, "nested-too-deeply", $"嵌套超过 {DocumentLimits.DepthMax} 层。",
                $"Nested more than {DocumentLimits.DepthMax} levels deep.");
            walk.Reader.Skip();
            return new ScalarNode(line, ScalarKind.Null, "");
        }

        return walk.Reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref walk, line, faults),
            JsonTokenType.StartArray => List(ref walk, line, faults),
            JsonTokenType.String => new ScalarNode(line, ScalarKind.Text, walk.Reader.GetString()!),
            JsonTokenType.Number =>
                new ScalarNode(line, ScalarKind.Number, Encoding.ASCII.GetString(walk.Reader.ValueSpan)),
            JsonTokenType.True => new ScalarNode(line, ScalarKind.Flag, "true"),
            JsonTokenType.False => new ScalarNode(line, ScalarKind.Flag, "false"),
            _ => new ScalarNode(line, ScalarKind.Null, "null"),
        };
    }

    private static ObjectNode Object(ref Walk walk, int line, FaultList faults)
    {
        var members = new List<DocumentMember>();
        while (walk.Reader.Read() && walk.Reader.TokenType != JsonTokenType.EndObject)
        {
            var (nameLine, name) = (walk.Line(), walk.Reader.GetString()!);
            walk.Reader.Read();
            members.Add(new DocumentMember(nameLine, name, Node(ref walk, faults)));
        }

        return new ObjectNode(line, members);
    }

    private static ListNode List(ref Walk walk, int line, FaultList faults)
    {
        var items = new List<DocumentNode>();
        while (walk.Reader.Read() && walk.Reader.TokenType != JsonTokenType.EndArray) items.Add(Node(ref walk, faults));
        return new ListNode(line, items);
    }

    private static void Malformed(FaultList faults, int line) =>
        faults.Add("", line, "json-malformed", "JSON 语法错误。", "Not well-formed JSON.");

    private static int LineOfBadUtf8(ReadOnlySpan<byte> utf8)
    {
        var line = 1;
        while (!utf8.IsEmpty
            && Rune.DecodeFromUtf8(utf8, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (rune.Value == '\n') line++;
            utf8 = utf8[length..];
        }

        return line;
    }

    /// <summary>The reader, with lines counted as far as it has come.</summary>
    private ref struct Walk(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> _utf8 = utf8;
        private int _counted;
        private int _line = 1;

        public Utf8JsonReader Reader = new(utf8, Strict);

        public int Line()
        {
            var start = (int)Reader.TokenStartIndex;
            _line += _utf8[_counted..start].Count((byte)'\n');
            _counted = start;
            return _line;
        }
    }
}
