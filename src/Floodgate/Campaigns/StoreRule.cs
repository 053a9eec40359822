using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>Where a batch's vouchers are taken. All conditions that are set must hold.</summary>
public sealed record StoreRule
{
    public const int EntriesMax = 100;

    /// <summary>Region codes of stores, or empty for all. A code covers what it begins.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Categories of stores, such as <c>dining</c>, or empty for all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool Covers(string region, string category) =>
        (Regions.Count == 0 || Regions.Any(code => region.StartsWith(code, StringComparison.Ordinal)))
        && (Categories.Count == 0 || Categories.Contains(category, StringComparer.Ordinal));

    internal void Check(FaultList faults, string pointer)
    {
        CheckCodes(faults, pointer + "/regions", Regions);
        CheckCodes(faults, pointer + "/categories", Categories);
    }

    private static void CheckCodes(FaultList faults, string pointer, IReadOnlyList<string> codes)
    {
        if (codes.Count > EntriesMax)
            faults.Add(pointer, "too-many", $"最多 {EntriesMax} 项。", $"At most {EntriesMax} entries.");
        for (var i = 0; i < codes.Count; i++)
            if (codes[i].Length is 0 or > 32 || !codes[i].All(one => char.IsAsciiLetterOrDigit(one) || one == '-'))
                faults.Add($"{pointer}/{i}", "code-malformed", "须为 1 到 32 位字母、数字或连字符。",
                    "Must be 1 to 32 letters, digits or hyphens.");
    }
}
