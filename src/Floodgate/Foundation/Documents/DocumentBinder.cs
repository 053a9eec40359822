using System.Collections;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// Reads a tree into the record whose members are declared with <see cref="MemberAttribute"/>. Strict: nothing unknown,
/// nothing twice, everything within its limits. With any fault what it returns is to be thrown away.
/// </summary>
internal sealed partial class DocumentBinder(FaultList faults)
{
    private readonly ScalarReader _scalars = new(faults);

    public T Read<T>(DocumentNode root)
        where T : class => (T)Record(typeof(T), root, "");

    private object Record(Type type, DocumentNode node, string pointer)
    {
        var shape = DocumentShape.Of(type);
        var members = new MemberReader(node, pointer, faults, shape.Names);
        var made = Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var member in shape.Members)
        {
            var found = member.Required ? members.Required(member.Name) : members.Optional(member.Name);
            if (found is null) continue;
            var at = members.At(member.Name);
            member.Property.SetValue(made, member.IsList ? List(member, found, at) : Value(member, found, at));
        }

        return made;
    }

    private Array List(DocumentMemberShape member, DocumentNode node, string pointer)
    {
        var nodes = _scalars.Items(node, pointer);
        var (least, most) = (member.Limits.Least, member.Limits.Most);
        if (nodes.Count < least || nodes.Count > most)
        {
            faults.Add(pointer, node.Line, nodes.Count < least ? "too-few" : "too-many",
                $"须有 {least} 到 {most} 项。", $"Must have {least} to {most} items.");
            return Array.CreateInstance(member.Value, 0);
        }

        var items = Array.CreateInstance(member.Value, nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            var at = $"{pointer}/{i}";
            faults.Saw(at, nodes[i].Line);
            items.SetValue(Value(member, nodes[i], at), i);
        }

        RefuseTwice(member, items, nodes, pointer);
        return items;
    }

    private void RefuseTwice(DocumentMemberShape member, IList items, IReadOnlyList<DocumentNode> nodes, string pointer)
    {
        var id = member.Value.IsClass ? DocumentShape.Of(member.Value).Id : null;
        if (id is null && member.Value != typeof(string) && !member.Value.IsEnum) return;
        var seen = new HashSet<object>();
        for (var i = 0; i < items.Count; i++)
        {
            var key = id is null ? items[i] : id.GetValue(items[i]);
            if (key is null or "" || seen.Add(key)) continue;
            var at = id is null ? $"{pointer}/{i}" : $"{pointer}/{i}/id";
            faults.Add(at, nodes[i].Line, "duplicate", $"“{key}”重复。", $"'{key}' stands here twice.");
        }
    }

    private object? Value(DocumentMemberShape member, DocumentNode node, string pointer)
    {
        var type = member.Value;
        if (type == typeof(string)) return Text(member.Limits, node, pointer);
        if (type == typeof(BilingualText)) return Both(member.Limits, node, pointer);
        if (type == typeof(bool)) return _scalars.Flag(node, pointer);
        if (type == typeof(int)) return (int)InRange(
            member.Limits, _scalars.Whole(node, pointer, int.MinValue, int.MaxValue), node, pointer);
        if (type == typeof(decimal)) return InRange(member.Limits, _scalars.Number(node, pointer), node, pointer);
        if (type == typeof(DateOnly)) return _scalars.Date(node, pointer);
        if (type.IsEnum)
        {
            var place = _scalars.Choice(node, pointer, DocumentShape.Choices(type));
            return Enum.GetValues(type).GetValue(Math.Max(place, 0));
        }

        return type == typeof(ImmutableSortedDictionary<string, string>)
            ? Map(member.Limits, node, pointer)
            : Record(type, node, pointer);
    }

    private BilingualText Both(MemberAttribute limits, DocumentNode node, string pointer)
    {
        var members = new MemberReader(node, pointer, faults, "zh", "en");
        return new BilingualText(One("zh"), One("en"));

        string One(string name) =>
            members.Required(name) is { } found ? Text(limits, found, members.At(name)) : "";
    }

    private string Text(MemberAttribute limits, DocumentNode node, string pointer)
    {
        var text = _scalars.Text(node, pointer);
        if (node is not ScalarNode { Kind: ScalarKind.Text }) return text;
        if (limits.Form == TextForm.Id)
        {
            if (!Slug.IsMatch(text))
                faults.Add(pointer, node.Line, "id-malformed", "编号为 1 到 64 位小写字母、数字或连字符。",
                    "An id is 1 to 64 lower-case letters, digits or hyphens.");
            return text;
        }

        text = text.TrimEnd('\n');
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(pointer, node.Line, "text-empty", "不能为空。", "Must not be empty.");
        else if (text.EnumerateRunes().Count() > limits.Max)
            faults.Add(pointer, node.Line, "text-too-long", $"最多 {limits.Max} 个字。",
                $"At most {limits.Max} characters.");
        else if (text.Any(sign => char.IsControl(sign) && (sign != '\n' || limits.Form != TextForm.Prose)))
            faults.Add(pointer, node.Line, "text-malformed", "不能含换行等控制字符。", "Must not hold control characters.");
        return text;
    }

    private ImmutableSortedDictionary<string, string> Map(MemberAttribute limits, DocumentNode node, string pointer)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var names = node is ObjectNode found ? found.Members.Select(member => member.Name).Distinct().ToArray() : [];
        var members = new MemberReader(node, pointer, faults, names);
        if (names.Length > limits.Most)
            faults.Add(pointer, node.Line, "too-many", $"最多 {limits.Most} 项。", $"At most {limits.Most} items.");
        foreach (var name in names.Take(limits.Most))
        {
            if (!Name.IsMatch(name))
                faults.Add(members.At(name), node.Line, "name-malformed", "名称为 1 到 64 位字母、数字、下划线或连字符。",
                    "A name is 1 to 64 letters, digits, underscores or hyphens.");
            else if (members.Required(name) is ScalarNode { Kind: ScalarKind.Text } text)
                map[name] = Text(limits, text, members.At(name));
            else if (members.Optional(name) is ScalarNode scalar)
                map[name] = scalar.Text.ToLowerInvariant();
            else if (members.Optional(name) is { } other)
                _scalars.WrongType(members.At(name), other, "文本、数字或 true/false", "a text, a number, true or false");
        }

        return map.ToImmutable();
    }

    private decimal InRange(MemberAttribute limits, decimal value, DocumentNode node, string pointer)
    {
        if (value >= (decimal)limits.Min && value <= (decimal)limits.Max) return value;
        faults.Add(pointer, node.Line, "out-of-range", $"必须在 {limits.Min} 到 {limits.Max} 之间。",
            $"Must be from {limits.Min} to {limits.Max}.");
        return 0;
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Slug { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name { get; }
}
