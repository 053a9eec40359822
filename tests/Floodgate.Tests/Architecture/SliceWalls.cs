namespace Floodgate.Tests.Architecture;

/// <summary>One type using another, both by full name.</summary>
internal sealed record Use(string From, string To);

/// <summary>Who may use whom. A slice is what follows <c>Floodgate.</c> in a namespace of the library.</summary>
internal static class SliceWalls
{
    private static readonly string[] Ground = ["Foundation", "Storage"];

    /// <summary>
    /// The slices each slice may use. Adding a line here is a decision about the shape of the house: the arrows must
    /// keep pointing one way, and what is not on the way of a command must not be reached from it.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["Foundation"] = [],
            ["Storage"] = ["Foundation"],
            // Which nodes there are; what they say to each other belongs to the slice that says it.
            ["Cluster"] = Ground,
            ["Access"] = Ground,
            // An entry names the person, so the trail stands on Access; what Access itself does it is told.
            ["Audit"] = [.. Ground, "Access"],
            ["Campaigns"] = [.. Ground, "Access", "Audit"],
            ["Admission"] = [.. Ground, "Access", "Audit", "Campaigns"],
            ["Vouchers"] = [.. Ground, "Access", "Audit", "Campaigns", "Admission", "Cluster"],
            ["Tills"] = [.. Ground, "Access", "Audit", "Campaigns", "Admission", "Vouchers"],
            // Never on the way of a command: it reads signals and acts through the public operations of other slices.
            ["Emergency"] = [.. Ground, "Access", "Audit", "Campaigns", "Admission", "Vouchers", "Cluster"],
            // A drill stands where the crowd stands: it meets a server over HTTP and shares no code with it.
            ["Drills"] = Ground,
        };

    /// <summary>The slice of a type of the library; null for types outside and for Orleans' generated ones.</summary>
    public static string? SliceOf(string typeName)
    {
        var parts = typeName.Split('.');
        return parts.Length > 2 && parts[0] == "Floodgate" ? parts[1] : null;
    }

    public static IEnumerable<string> Faults(IEnumerable<Use> uses)
    {
        foreach (var use in uses)
        {
            if (SliceOf(use.From) is not { } from || SliceOf(use.To) is not { } to || from == to) continue;
            if (!Allowed.TryGetValue(from, out var mayUse))
                yield return $"{use.From}: the slice {from} is new; say in SliceWalls.Allowed whom it may use";
            else if (!mayUse.Contains(to, StringComparer.Ordinal))
                yield return $"{use.From} uses {use.To}: {from} may not use {to}";
        }
    }

    /// <summary>A circle of slices as <c>A -> B -> A</c>, or null when there is none.</summary>
    public static string? Circle(IEnumerable<Use> uses)
    {
        var arrows = uses.Select(use => (From: SliceOf(use.From), To: SliceOf(use.To)))
            .Where(arrow => arrow.From is not null && arrow.To is not null && arrow.From != arrow.To)
            .ToLookup(arrow => arrow.From!, arrow => arrow.To!, StringComparer.Ordinal);
        return arrows.Select(group => Follow(group.Key, [])).FirstOrDefault(found => found is not null);

        string? Follow(string slice, string[] path)
        {
            var at = Array.IndexOf(path, slice);
            if (at >= 0) return string.Join(" -> ", path[at..].Append(slice));
            return arrows[slice].Distinct(StringComparer.Ordinal)
                .Select(next => Follow(next, [.. path, slice])).FirstOrDefault(found => found is not null);
        }
    }
}
