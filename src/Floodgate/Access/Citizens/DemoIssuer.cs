using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Access.Citizens;

/// <summary>What a demo token says of its citizen; only <see cref="Citizen"/> must be there.</summary>
internal sealed record DemoIdentity(
    string Citizen, string? PhoneHash = null, string? Person = null, string? Region = null, string? LastDigit = null);

/// <summary>
/// An identity provider for trying things out, with an ES256 key in DATA/keys/demo-issuer.json (mode 0600). It
/// vouches for whoever asks, so it exists only under <c>--demo</c>.
/// </summary>
internal sealed class DemoIssuer
{
    public const string Issuer = "floodgate-demo";
    public const string Audience = "floodgate";
    public const int TokenHours = 24;
    private const string FileName = "demo-issuer.json";

    private readonly ECDsa _key;
    private readonly string _keyId;

    private DemoIssuer(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        _keyId = Base64Url.EncodeToString(SHA256.HashData([.. point.X!, .. point.Y!]).AsSpan(0, 9));
    }

    /// <summary>Opens the issuer of a data folder, or makes one.</summary>
    public static DemoIssuer Open(string dataDirectory)
    {
        if (OpenExisting(dataDirectory) is { } existing) return existing;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var numbers = key.ExportParameters(includePrivateParameters: true);
        var file = new KeyFile(Text(numbers.Q.X!), Text(numbers.Q.Y!), Text(numbers.D!));
        PrivateFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(file));
        return new DemoIssuer(key);
    }

    /// <summary>Null when the data folder has no demo issuer.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not a key.</exception>
    public static DemoIssuer? OpenExisting(string dataDirectory)
    {
        var path = PathIn(dataDirectory);
        if (!File.Exists(path)) return null;
        try
        {
            var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(path)) ?? throw new JsonException("empty");
            return new DemoIssuer(ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(file.X), Y = Base64Url.DecodeFromChars(file.Y) },
                D = Base64Url.DecodeFromChars(file.D),
            }));
        }
        catch (Exception fault) when (fault is JsonException or FormatException or CryptographicException)
        {
            throw new InvalidDataException($"{path} is not a demo issuer's key: {fault.Message}", fault);
        }
    }

    /// <summary>The public half, as an issuer publishes it.</summary>
    public string Jwks()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Text(point.X!), Text(point.Y!));
        return JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "EC", crv = "P-256", alg = "ES256", kid = _keyId, x, y } },
        });
    }

    /// <summary>A token good for a day from <paramref name="now"/>.</summary>
    public string Token(DemoIdentity identity, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = identity.Citizen,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(TokenHours).ToUnixTimeSeconds(),
        };
        if (identity.PhoneHash is { } phone) claims["phone_hash"] = phone;
        if (identity.Person is { } person) claims["person"] = person;
        if (identity.Region is { } region) claims["region"] = region;
        if (identity.LastDigit is { } digit) claims["last_digit"] = digit;

        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", typ = "JWT", kid = _keyId });
        var signed = Text(header) + "." + Text(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Text(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "keys", FileName);

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The key as a JWK (RFC 7518, 6.2).</summary>
    private sealed record KeyFile(
        [property: JsonPropertyName("x")] string X,
        [property: JsonPropertyName("y")] string Y,
        [property: JsonPropertyName("d")] string D)
    {
        [JsonPropertyName("kty")]
        public string Type { get; init; } = "EC";

        [JsonPropertyName("crv")]
        public string Curve { get; init; } = "P-256";
    }
}
