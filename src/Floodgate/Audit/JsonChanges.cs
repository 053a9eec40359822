using System.Text.Json;
using Floodgate.Foundation;

namespace Floodgate.Audit;

/// <summary>The difference of two JSON documents, member by member; items of lists by their <c>id</c>.</summary>
internal static class JsonChanges
{
    private const int DepthMax = 16;

    /// <param name="before">Null: there was none.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="words">What people call a member; null: it is called by its name.</param>
    public static IReadOnlyList<Change> Between(
        JsonElement? before, JsonElement after, Func<string, BilingualText?> words)
    {
        var (old, now) = (Flat(before), Flat(after));
        var paths = old.Keys.Concat(now.Keys.Where(path => !old.ContainsKey(path)));
        return [.. paths.Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Select(path => Change.Of(path, Where(path, words), old.GetValueOrDefault(path),
                now.GetValueOrDefault(path)))];
    }

    private static BilingualText Where(string path, Func<string, BilingualText?> words)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => words(part) ?? new BilingualText(part, part)).ToArray();
        return new BilingualText(
            string.Join(" › ", parts.Select(part => part.Zh)), string.Join(" › ", parts.Select(part => part.En)));
    }

    private static Dictionary<string, string> Flat(JsonElement? document)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (document is { } root) Walk(found, root, "", 0);
        return found;
    }

    private static void Walk(Dictionary<string, string> found, JsonElement value, string path, int depth)
    {
        if (value.ValueKind == JsonValueKind.Object && depth < DepthMax)
        {
            foreach (var member in value.EnumerateObject())
                Walk(found, member.Value, $"{path}/{member.Name}", depth + 1);
        }
        else if (value.ValueKind == JsonValueKind.Array && depth < DepthMax && HasIds(value))
        {
            foreach (var item in value.EnumerateArray())
                Walk(found, item, $"{path}/{item.GetProperty("id").GetString()}", depth + 1);
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            found[path] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
    }

    private static bool HasIds(JsonElement list) => list.GetArrayLength() > 0 && list.EnumerateArray().All(item =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id)
        && id.ValueKind == JsonValueKind.String);
}
