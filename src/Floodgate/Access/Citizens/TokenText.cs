using System.Buffers.Text;
using System.Text.Json;

namespace Floodgate.Access.Citizens;

/// <summary>
/// A token taken apart strictly, before anything in it is believed: three base64url parts, header and payload JSON
/// objects without duplicate members (RFC 8725, 2.4 and 3.10 and RFC 7515, 4 leave no room for two readers to
/// differ).
/// </summary>
internal sealed class TokenText : IDisposable
{
    private const int DepthMax = 8;
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = DepthMax };
    private static readonly JsonDocumentOptions Strict = Lenient with { AllowDuplicateProperties = false };
    private readonly JsonDocument _header;
    private readonly JsonDocument _payload;

    private TokenText(JsonDocument header, JsonDocument payload, string algorithm, string? keyId) =>
        (_header, _payload, Algorithm, KeyId) = (header, payload, algorithm, keyId);

    public string Algorithm { get; }

    public string? KeyId { get; }

    public JsonElement Payload => _payload.RootElement;

    public static TokenFault? Read(string token, out TokenText? text)
    {
        text = null;
        if (token.AsSpan().Count('.') != 2) return TokenFault.Malformed;
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var second = token.LastIndexOf('.');
        if (Part(token.AsSpan(0, first), out var header) is { } headerFault) return headerFault;
        if (Part(token.AsSpan(first + 1, second - first - 1), out var payload) is { } payloadFault)
        {
            header!.Dispose();
            return payloadFault;
        }

        var root = header!.RootElement;
        // "crit" names extensions that must be understood; none is.
        if (!Text(root, "alg", out var algorithm) || algorithm is null || !Text(root, "kid", out var keyId)
            || root.TryGetProperty("crit", out _))
        {
            header.Dispose();
            payload!.Dispose();
            return TokenFault.Malformed;
        }

        text = new TokenText(header, payload!, algorithm, keyId);
        return null;
    }

    public void Dispose()
    {
        _header.Dispose();
        _payload.Dispose();
    }

    private static TokenFault? Part(ReadOnlySpan<char> part, out JsonDocument? document)
    {
        document = null;
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return TokenFault.Malformed;
        }

        if (TryParse(bytes, Strict, out document)) return null;
        if (!TryParse(bytes, Lenient, out var twice)) return TokenFault.Malformed;
        twice!.Dispose();
        return TokenFault.DuplicateMember;
    }

    private static bool TryParse(byte[] json, JsonDocumentOptions options, out JsonDocument? document)
    {
        document = null;
        try
        {
            var read = JsonDocument.Parse(json, options);
            if (read.RootElement.ValueKind == JsonValueKind.Object)
            {
                document = read;
                return true;
            }

            read.Dispose();
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>False when the member is there and is not a string.</summary>
    private static bool Text(JsonElement root, string name, out string? value)
    {
        value = null;
        if (!root.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.String) return false;
        value = member.GetString();
        return true;
    }
}
