using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Floodgate.Access.Citizens;

/// <summary>One public key, good for one algorithm only, so that no token can choose how its key is used.</summary>
internal sealed record IssuerKey(string? KeyId, string Algorithm, SecurityKey Key);

/// <summary>
/// The usable keys of a JWKS (RFC 7517): RSA from 2,048 bits for RS256, P-256 for ES256, Ed25519 for EdDSA.
/// </summary>
internal sealed class IssuerKeySet
{
    public const int KeysMax = 64;
    public const int BytesMax = 256 * 1024;
    public static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, Ed25519Key.Algorithm];

    private const int RsaBitsMin = 2048;
    private readonly IssuerKey[] _keys;

    private IssuerKeySet(IssuerKey[] keys) => _keys = keys;

    /// <exception cref="InvalidDataException">It is not a JWKS, or holds no key that can be used.</exception>
    public static IssuerKeySet Parse(string json)
    {
        JsonWebKeySet set;
        try
        {
            set = new JsonWebKeySet(json);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException("not a JWKS", fault);
        }

        var keys = set.Keys.Take(KeysMax).Select(Usable).OfType<IssuerKey>().ToArray();
        return keys.Length > 0 ? new IssuerKeySet(keys) : throw new InvalidDataException("no usable key in the JWKS");
    }

    /// <summary>
    /// The key with this id for this algorithm; a token without an id gets the only key there is for it.
    /// </summary>
    public SecurityKey? Find(string? keyId, string algorithm)
    {
        IssuerKey? found = null;
        foreach (var key in _keys)
        {
            if (key.Algorithm != algorithm || (keyId is not null && key.KeyId != keyId)) continue;
            if (found is not null) return null;
            found = key;
        }

        return found?.Key;
    }

    private static IssuerKey? Usable(JsonWebKey key)
    {
        if (key.Use is not (null or "" or "sig")) return null;
        var found = key switch
        {
            { Kty: "RSA", N: not null, E: not null } => Rsa(key),
            { Kty: "EC", Crv: "P-256", X: not null, Y: not null } => P256(key),
            { Kty: "OKP", Crv: "Ed25519", X: not null } => Edwards(key),
            _ => null,
        };
        return found is not null && (key.Alg is null or "" || key.Alg == found.Algorithm) ? found : null;
    }

    private static IssuerKey? Rsa(JsonWebKey key)
    {
        var numbers = new RSAParameters
        {
            Modulus = Base64UrlEncoder.DecodeBytes(key.N),
            Exponent = Base64UrlEncoder.DecodeBytes(key.E),
        };
        if (numbers.Modulus.Length * 8 < RsaBitsMin) return null;
        return new(key.Kid, SecurityAlgorithms.RsaSha256, new RsaSecurityKey(numbers) { KeyId = key.Kid });
    }

    private static IssuerKey? P256(JsonWebKey key)
    {
        var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) };
        try
        {
            var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return new(key.Kid, SecurityAlgorithms.EcdsaSha256, new ECDsaSecurityKey(curve) { KeyId = key.Kid });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IssuerKey? Edwards(JsonWebKey key)
    {
        var point = Base64UrlEncoder.DecodeBytes(key.X);
        return point.Length == 32 ? new(key.Kid, Ed25519Key.Algorithm, new Ed25519Key(point, key.Kid)) : null;
    }
}
