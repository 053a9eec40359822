using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.Citizens;
using Floodgate.Foundation.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Floodgate.Tests.Access;

/// <summary>An issuer with a key of each kind, and the checker that trusts it, on a clock that stands still.</summary>
internal sealed class TokenMaker : IDisposable
{
    public const string Issuer = "https://id.example";
    public const string Audience = "floodgate";
    public const int SkewSeconds = 30;

    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly byte[] EdSecret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private readonly TemporaryFolder _folder = new();

    public TokenMaker()
    {
        Keys = new IssuerKeys(
            _ => Task.FromResult(Jwks()), new IssuerOptions(), Clock, NullLogger<IssuerKeys>.Instance);
        Persons = new PersonKey(KeyRing.Open(_folder, Clock));
        Tokens = Checker(new AccessOptions());
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero));

    public IssuerKeys Keys { get; }

    public PersonKey Persons { get; }

    public CitizenTokens Tokens { get; }

    public CitizenTokens Checker(AccessOptions options) =>
        new(new TrustedIssuer(Issuer, Audience, TimeSpan.FromSeconds(SkewSeconds), Keys), Persons, options, Clock,
            NullLogger<CitizenTokens>.Instance);

    public long Seconds(int fromNow) => Clock.GetUtcNow().ToUnixTimeSeconds() + fromNow;

    public Dictionary<string, object?> Claims(params (string Name, object? Value)[] changes)
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "account-1",
            ["exp"] = Seconds(3600),
        };
        foreach (var (name, value) in changes)
            if (value is null) claims.Remove(name);
            else claims[name] = value;
        return claims;
    }

    public string Token(string algorithm, params (string Name, object? Value)[] changes) =>
        Raw($$"""{"alg":"{{algorithm}}","kid":"{{algorithm}}"}""",
            JsonSerializer.Serialize(Claims(changes)), algorithm);

    /// <summary>Signs whatever texts are given, with the key of <paramref name="signer"/>.</summary>
    public static string Raw(string header, string payload, string signer)
    {
        var signed = Text(Encoding.UTF8.GetBytes(header)) + "." + Text(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Text(Sign(Encoding.ASCII.GetBytes(signed), signer));
    }

    public static string RsaPublicPem => Rsa.ExportSubjectPublicKeyInfoPem();

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static string Jwks()
    {
        var (rsa, ec) = (Rsa.ExportParameters(false), Ec.ExportParameters(false).Q);
        var ed = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(EdSecret, 0, ed, 0);
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = "RS256", use = "sig", n = Text(rsa.Modulus!), e = Text(rsa.Exponent!) },
                new { kty = "EC", kid = "ES256", crv = "P-256", x = Text(ec.X!), y = Text(ec.Y!) },
                new { kty = "OKP", kid = "EdDSA", crv = "Ed25519", x = Text(ed) },
            },
        });
    }

    public async Task<TokenFault?> FaultAsync(string token) => await Tokens.CheckAsync(token) switch
    {
        CitizenResult.Invalid invalid => invalid.Fault,
        CitizenResult.Valid => null,
        var other => throw new InvalidOperationException($"neither good nor invalid: {other}"),
    };

    public async Task<Floodgate.Access.Citizens.Citizen> CitizenAsync(string token) =>
        Assert.IsType<CitizenResult.Valid>(await Tokens.CheckAsync(token)).Citizen;

    public void Dispose() => _folder.Dispose();

    private static byte[] Sign(byte[] input, string signer)
    {
        if (signer == "RS256") return Rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (signer == "ES256") return Ec.SignData(input, HashAlgorithmName.SHA256);
        if (signer == "EdDSA")
        {
            var signature = new byte[Ed25519.SignatureSize];
            Ed25519.Sign(EdSecret, 0, input, 0, input.Length, signature, 0);
            return signature;
        }

        // Anything else is taken as the secret of an HMAC: the attacker's favourite.
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(signer), input);
    }
}
