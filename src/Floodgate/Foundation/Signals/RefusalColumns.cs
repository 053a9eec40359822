using System.Collections.Frozen;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The refusal codes that are counted under their own name. A closed list, because a code becomes a metric's tag and a row of
/// counters: a code that is not here counts as <c>other</c>, and no caller's text ever becomes a tag.
/// </summary>
internal static class RefusalColumns
{
    public const string Other = "other";

    public static readonly string[] Codes =
    [
        Other, "idempotency-key-missing", "idempotency-key-malformed", "malformed", "pass-missing", "pass-invalid",
        "pass-expired", "pass-wrong-campaign", "not-eligible", "unknown-campaign", "unknown-batch", "limit-reached",
        "sold-out", "not-open", "paused", "closed", "key-reused", "too-many-requests", "overloaded", "storage-unavailable",
        "token-missing", "token-invalid", "token-expired", "ticket-invalid", "unknown-voucher", "body-too-large",
    ];

    private static readonly FrozenDictionary<string, int> Columns =
        Codes.Select((code, column) => (code, column)).ToFrozenDictionary(x => x.code, x => x.column, StringComparer.Ordinal);

    public static int Of(string code) => Columns.GetValueOrDefault(code);
}
