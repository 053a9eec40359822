using System.Security.Cryptography;
using System.Text;
using Floodgate.Access;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// Whether a delivery comes from whom it says: by the source's bearer secret, or signed with it, fresh, and not seen
/// before. The secret of source <c>x</c> is the node's secret <c>KIND-x</c>; a source without one does not exist.
/// </summary>
internal sealed class IntakeCheck(NodeSecrets secrets, DetectionOptions options, TimeProvider clock)
{
    private const int IdLengthMax = 256;

    // Twice the tolerance: a delivery dated ahead of us stays good for longer than one dated now.
    private readonly MessageIds _seen =
        new(options.MessageIdsMax, TimeSpan.FromSeconds((2 * options.SignatureSecondsMax) + 1), clock);

    /// <summary>The body of a genuine delivery, or why it is refused.</summary>
    public async Task<(byte[]? Body, Refusal? Refusal)> ReadAsync(
        HttpContext context, string kind, string source, int bytesMax)
    {
        var secret = secrets.Find(kind + "-" + source);
        var headers = context.Request.Headers;
        if (headers.Authorization.Count > 0)
        {
            var known = secret is not null && BearerHeader.TryRead(headers.Authorization, out var token)
                && Same(token, secret);
            return known ? await StrictBody.BytesAsync(context.Request, bytesMax, StrictBody.ArrivalMax)
                : (null, Refusals.CredentialsInvalid);
        }

        string id = headers[IntakeSignature.IdHeader].ToString(), time = headers[IntakeSignature.TimeHeader].ToString();
        var signature = headers[IntakeSignature.SignatureHeader].ToString();
        if (signature.Length == 0 || id.Length is 0 or > IdLengthMax) return (null, Refusals.CredentialsMissing);
        if (secret is null) return (null, Refusals.SignatureInvalid);
        if (IntakeSignature.Time(time) is not { } sent) return (null, Refusals.SignatureInvalid);
        var (body, refusal) = await StrictBody.BytesAsync(context.Request, bytesMax, StrictBody.ArrivalMax);
        if (body is null) return (null, refusal);
        if (!IntakeSignature.Fits(signature, secret, id, time, body)) return (null, Refusals.SignatureInvalid);
        if ((clock.GetUtcNow() - sent).Duration() > TimeSpan.FromSeconds(options.SignatureSecondsMax))
            return (null, Refusals.SignatureStale);
        return _seen.Take(kind + "-" + source, id) switch
        {
            MessageIdVerdict.New => (body, null),
            MessageIdVerdict.Seen => (null, Refusals.MessageReplayed),
            _ => (null, Refusals.TooManyRequests),
        };
    }

    private static bool Same(string given, string secret) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
