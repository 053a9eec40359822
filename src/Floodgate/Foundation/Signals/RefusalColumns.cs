using System.Collections.Frozen;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The refusal codes as columns of counters: those of the catalogue, closed, because a code becomes a metric's tag. One
/// that is not there counts as <c>other</c>, and no caller's text ever becomes a tag.
/// </summary>
internal static class RefusalColumns
{
    public const string Other = "other";

    public static readonly string[] Codes = [Other, .. Refusals.All.Select(refusal => refusal.Code)];

    private static readonly FrozenDictionary<string, int> Columns =
        Codes.Select((code, column) => (code, column))
            .ToFrozenDictionary(x => x.code, x => x.column, StringComparer.Ordinal);

    public static int Of(string code) => Columns.GetValueOrDefault(code);
}
