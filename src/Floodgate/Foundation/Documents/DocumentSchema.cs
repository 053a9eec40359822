using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// JSON Schema (2020-12) of a declared record, made from the same declaration the reader uses, so that an editor
/// accepts what the reader accepts.
/// </summary>
internal static class DocumentSchema
{
    public static JsonObject Of(Type document, string title)
    {
        var definitions = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        var root = Record(document, definitions);
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, value) in root) schema[name] = value?.DeepClone();
        schema["$defs"] = new JsonObject(definitions.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        return schema;
    }

    private static JsonObject Record(Type type, SortedDictionary<string, JsonNode> definitions)
    {
        var shape = DocumentShape.Of(type);
        var properties = new JsonObject();
        foreach (var member in shape.Members)
        {
            var value = member.IsList ? List(member, definitions) : Value(member, definitions);
            value["description"] = $"{member.Words.Zh} / {member.Words.En}";
            properties[member.Name] = value;
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties
        };
        var required = shape.Members.Where(member => member.Required).Select(member => (JsonNode)member.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject List(DocumentMemberShape member, SortedDictionary<string, JsonNode> definitions)
    {
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["items"] = Value(member, definitions),
            ["maxItems"] = member.Limits.Most,
        };
        if (member.Limits.Least > 0) schema["minItems"] = member.Limits.Least;
        return schema;
    }

    private static JsonObject Value(DocumentMemberShape member, SortedDictionary<string, JsonNode> definitions)
    {
        var (type, limits) = (member.Value, member.Limits);
        if (type == typeof(string)) return Text(limits);
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int)) return Number("integer", limits);
        if (type == typeof(decimal)) return Number("number", limits);
        if (type == typeof(DateOnly)) return new JsonObject { ["type"] = "string", ["format"] = "date" };
        if (type.IsEnum)
        {
            return new JsonObject
            {
                ["enum"] = new JsonArray([.. DocumentShape.Choices(type).Select(word => (JsonNode)word)]),
            };
        }

        if (type == typeof(BilingualText))
        {
            return new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject { ["zh"] = Text(limits), ["en"] = Text(limits) },
                ["required"] = new JsonArray("zh", "en"),
            };
        }

        if (type == typeof(ImmutableSortedDictionary<string, string>))
        {
            return new JsonObject
            {
                ["type"] = "object",
                ["maxProperties"] = limits.Most,
                ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            };
        }

        if (definitions.TryAdd(type.Name, new JsonObject())) definitions[type.Name] = Record(type, definitions);
        return new JsonObject { ["$ref"] = "#/$defs/" + type.Name };
    }

    private static JsonObject Text(MemberAttribute limits) => limits.Form == TextForm.Id
        ? new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9-]{1,64}$" }
        : new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = (int)limits.Max };

    private static JsonObject Number(string type, MemberAttribute limits) => new()
    {
        ["type"] = type,
        ["minimum"] = (decimal)limits.Min,
        ["maximum"] = (decimal)limits.Max,
    };
}
