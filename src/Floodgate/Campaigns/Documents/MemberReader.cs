using System.Globalization;

namespace Floodgate.Campaigns.Documents;

/// <summary>
/// Reads the members of one object strictly. A fault is put into the list and a harmless value returned, so that the
/// rest
/// of the document is read too and all its faults are told at once; with any fault the values are thrown away.
/// </summary>
internal sealed class MemberReader
{
    private readonly Dictionary<string, DocumentNode> _members = new(StringComparer.Ordinal);
    private readonly FaultList _faults;
    private readonly bool _readable;

    /// <param name="node">The object.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="known">Every name it may have.</param>
    public MemberReader(DocumentNode node, string pointer, FaultList faults, params ReadOnlySpan<string> known)
    {
        (Pointer, Line, _faults) = (pointer, node.Line, faults);
        faults.Saw(pointer, node.Line);
        _readable = node is ObjectNode;
        if (node is not ObjectNode holder)
        {
            WrongType(pointer, node, "对象", "an object");
            return;
        }

        foreach (var member in holder.Members)
        {
            var at = At(member.Name);
            if (!known.Contains(member.Name))
                faults.Add(at, member.Line, "member-unknown", "没有这个成员。", "There is no such member.");
            else if (!_members.TryAdd(member.Name, member.Value))
                faults.Add(at, member.Line, "member-duplicate", "成员重复。", "The member stands here twice.");
            else
                faults.Saw(at, member.Value.Line);
        }
    }

    public string Pointer { get; }

    public int Line { get; }

    public string At(string name) => $"{Pointer}/{Escaped(name)}";

    /// <summary>The member, or null if it is left out or null.</summary>
    public DocumentNode? Optional(string name) =>
        _members.GetValueOrDefault(name) is { } node and not ScalarNode { Kind: ScalarKind.Null } ? node : null;

    public DocumentNode? Required(string name)
    {
        var node = Optional(name);
        if (node is null && _readable)
            _faults.Add(At(name), _members.GetValueOrDefault(name)?.Line ?? Line, "member-missing",
                "缺少必填成员。", "The member is required.");
        return node;
    }

    public string Text(string name) => Required(name) is { } node ? Text(node, At(name)) : "";

    public string Text(DocumentNode node, string pointer)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Text } scalar)
        {
            WrongType(pointer, node, "文本（YAML 中的数字请加引号）", "a text (in YAML, put a number in quotes)");
            return "";
        }

        if (IsWhole(scalar.Text)) return scalar.Text;
        _faults.Add(pointer, node.Line, "text-malformed", "文本中有不完整的字符。", "The text holds half a character.");
        return "";
    }

    public long Whole(string name) => Required(name) is { } node ? Whole(name, node, long.MinValue, long.MaxValue) : 0;

    public int Count(string name) =>
        Required(name) is { } node ? (int)Whole(name, node, int.MinValue, int.MaxValue) : 0;

    public int? OptionalCount(string name) =>
        Optional(name) is { } node ? (int)Whole(name, node, int.MinValue, int.MaxValue) : null;

    public bool OptionalFlag(string name)
    {
        if (Optional(name) is not { } node) return false;
        if (node is ScalarNode { Kind: ScalarKind.Flag } flag)
            return flag.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
        WrongType(At(name), node, "true 或 false", "true or false");
        return false;
    }

    public DateTimeOffset Time(string name) => Required(name) is null ? default : OptionalTime(name) ?? default;

    public DateTimeOffset? OptionalTime(string name)
    {
        if (Optional(name) is not { } node) return null;
        if (node is ScalarNode { Kind: ScalarKind.Text } text && TimeText.TryRead(text.Text, out var time)) return time;
        _faults.Add(At(name), node.Line, "time-malformed",
            "时间须写成带时区偏移的 RFC 3339 格式，如 2026-11-22T10:00:00+08:00。",
            "A time is written as in RFC 3339, with its offset: 2026-11-22T10:00:00+08:00.");
        return null;
    }

    public T Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Required(name) is not { } node) return default!;
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (node is ScalarNode { Kind: ScalarKind.Text } text && text.Text == word) return value;
            words.Add(word);
        }

        var list = string.Join(", ", words);
        _faults.Add(At(name), node.Line, "choice-unknown", $"只能是：{list}。", $"Must be one of: {list}.");
        return default!;
    }

    public IReadOnlyList<DocumentNode> Items(string name, DocumentNode? node)
    {
        if (node is ListNode list) return list.Items;
        if (node is not null) WrongType(At(name), node, "列表", "a list");
        return [];
    }

    private long Whole(string name, DocumentNode node, long min, long max)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Number } number)
        {
            WrongType(At(name), node, "整数", "a whole number");
            return 0;
        }

        // The same value is written one way only: no sign of plus, no leading zero, no fraction, no exponent.
        if (long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
                && value.ToString(CultureInfo.InvariantCulture) == number.Text) return value;
        _faults.Add(At(name), node.Line, "number-malformed", "必须是普通写法的整数，且不能太大。",
            "Must be a whole number in plain digits, and not too large.");
        return 0;
    }

    private void WrongType(string pointer, DocumentNode node, string zh, string en) =>
        _faults.Add(pointer, node.Line, "type-wrong", $"此处应为{zh}。", $"This must be {en}.");

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length
                || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    // An unknown name comes from outside: it is cut so that a pointer stays a pointer and not a second document.
    private static string Escaped(string name)
    {
        var cut = name.Length <= 64 ? name : name[..64];
        return cut.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
