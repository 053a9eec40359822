using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// What the watch needs to go on alone: the plan in force and the contacts, as the server has them. Signed with the
/// secret both hold, so that nobody on the way can put other people or another plan in its place.
/// </summary>
/// <param name="At">When the server wrote it; an older one never replaces a newer.</param>
/// <param name="Version">The plan's, as incidents pin it.</param>
/// <param name="Plan">The plan's canonical JSON.</param>
/// <param name="Contacts">The contacts' file as it was written; null: the server has the examples only.</param>
internal sealed record WatchCopy(DateTimeOffset At, string Version, bool Approved, string Plan, string? Contacts)
{
    public const string Path = "/api/v1/intake/watch/copy";
    public const string SignatureHeader = "Floodgate-Signature";
    public const int BytesMax = 4 * 1024 * 1024;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    /// <summary>Hexadecimal HMAC-SHA256 over the body.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("watch-copy." + secret), body));

    /// <summary>Null: not signed with this secret, or not what this program says.</summary>
    public static WatchCopy? Read(ReadOnlySpan<byte> body, string? signature, string secret)
    {
        var expected = Encoding.ASCII.GetBytes(Sign(body, secret));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature ?? ""), expected)) return null;
        try
        {
            return JsonSerializer.Deserialize<WatchCopy>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The plan, if it has no fault.</summary>
    public EmergencyPlan? ReadPlan()
    {
        var parse = PlanDocument.ParseJson(Encoding.UTF8.GetBytes(Plan));
        return parse.Value is { } plan && PlanLint.Check(parse).Count == 0 ? plan : null;
    }
}
