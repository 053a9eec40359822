namespace Floodgate.Foundation.Documents;

/// <summary>
/// Reads the members of one object strictly. A fault is put into the list and a harmless value returned, so that the
/// rest
/// of the document is read too and all its faults are told at once; with any fault the values are thrown away.
/// </summary>
internal sealed class MemberReader
{
    private readonly Dictionary<string, DocumentNode> _members = new(StringComparer.Ordinal);
    private readonly FaultList _faults;
    private readonly ScalarReader _scalars;
    private readonly bool _readable;

    /// <param name="node">The object.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="known">Every name it may have.</param>
    public MemberReader(DocumentNode node, string pointer, FaultList faults, params ReadOnlySpan<string> known)
    {
        (Pointer, Line, _faults, _scalars) = (pointer, node.Line, faults, new ScalarReader(faults));
        faults.Saw(pointer, node.Line);
        _readable = node is ObjectNode;
        if (node is not ObjectNode holder)
        {
            _scalars.WrongType(pointer, node, "对象", "an object");
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

    public string Text(DocumentNode node, string pointer) => _scalars.Text(node, pointer);

    public long Whole(string name) =>
        Required(name) is { } node ? _scalars.Whole(node, At(name), long.MinValue, long.MaxValue) : 0;

    public int Count(string name) =>
        Required(name) is { } node ? (int)_scalars.Whole(node, At(name), int.MinValue, int.MaxValue) : 0;

    public int? OptionalCount(string name) =>
        Optional(name) is { } node ? (int)_scalars.Whole(node, At(name), int.MinValue, int.MaxValue) : null;

    public bool OptionalFlag(string name) => Optional(name) is { } node && _scalars.Flag(node, At(name));

    public DateTimeOffset Time(string name) => Required(name) is null ? default : OptionalTime(name) ?? default;

    public DateTimeOffset? OptionalTime(string name) =>
        Optional(name) is { } node ? _scalars.Time(node, At(name)) : null;

    public T Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Required(name) is not { } node) return default!;
        var words = new string[choices.Length];
        for (var i = 0; i < words.Length; i++) words[i] = choices[i].Word;
        return _scalars.Choice(node, At(name), words) is >= 0 and var place ? choices[place].Value : default!;
    }

    public IReadOnlyList<DocumentNode> Items(string name, DocumentNode? node) =>
        node is null ? [] : _scalars.Items(node, At(name));

    // An unknown name comes from outside: it is cut so that a pointer stays a pointer and not a second document.
    private static string Escaped(string name)
    {
        var cut = name.Length <= 64 ? name : name[..64];
        return cut.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
