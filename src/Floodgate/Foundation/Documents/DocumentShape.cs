using System.Collections.Concurrent;
using System.Reflection;

namespace Floodgate.Foundation.Documents;

/// <summary>One member of a document's record.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Value">The type of the value; for a list that of an item; never nullable.</param>
/// <param name="IsList">A list of such values.</param>
/// <param name="Required">May not be left out.</param>
internal sealed record DocumentMemberShape(
    string Name, Type Value, bool IsList, bool Required, MemberAttribute Limits, PropertyInfo Property)
{
    public BilingualText Words => new(Limits.Zh, Limits.En);
}

/// <summary>The members of a record type, in the order of their declaration; made once a type.</summary>
internal sealed class DocumentShape
{
    private static readonly ConcurrentDictionary<Type, DocumentShape> Known = new();

    private DocumentShape(Type type)
    {
        Type = type;
        Members =
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .OrderBy(property => property.MetadataToken)
                .Where(property => property.IsDefined(typeof(MemberAttribute))).Select(Member),
        ];
        Names = [.. Members.Select(member => member.Name)];
        Id = Members.FirstOrDefault(member => member is { Name: "id", IsList: false })?.Property;
    }

    public Type Type { get; }

    public IReadOnlyList<DocumentMemberShape> Members { get; }

    public string[] Names { get; }

    /// <summary>The member by which items of a list are told apart; null when their place tells them apart.</summary>
    public PropertyInfo? Id { get; }

    public static DocumentShape Of(Type type) => Known.GetOrAdd(type, static of => new DocumentShape(of));

    public static bool IsRecord(Type type) =>
        type.IsClass && type != typeof(string) && type != typeof(BilingualText) && Of(type).Members.Count > 0;

    /// <summary>The words of a choice, in order; the place of a word is the place of its value.</summary>
    public static string[] Choices(Type choice) => [.. Enum.GetNames(choice).Select(Word)];

    public static string Word(string name) =>
        name.All(char.IsUpper) ? name : char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>What people call the value of a choice.</summary>
    public static BilingualText Words(Enum value)
    {
        var field = value.GetType().GetField(value.ToString())!;
        return field.GetCustomAttribute<ChoiceAttribute>() is { } words
            ? new BilingualText(words.Zh, words.En)
            : new BilingualText(Word(field.Name), Word(field.Name));
    }

    private static DocumentMemberShape Member(PropertyInfo property)
    {
        var type = property.PropertyType;
        var isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var value = isList ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
        return new DocumentMemberShape(
            char.ToLowerInvariant(property.Name[0]) + property.Name[1..], value, isList,
            IsRequired(property), property.GetCustomAttribute<MemberAttribute>()!,
            property);
    }

    // By name: a package brings an attribute of the same name for old runtimes.
    private static bool IsRequired(PropertyInfo property) => property.GetCustomAttributesData()
        .Any(data => data.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");
}
