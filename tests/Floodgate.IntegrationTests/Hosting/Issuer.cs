using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// An organiser's identity provider on a port of this machine: discovery, keys, and tokens signed with them.
/// </summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "floodgate";
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _ed = RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly string _generation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private WebApplication? _app;
    private int _asked;

    public Issuer(int? port = null) => Url = $"http://127.0.0.1:{port ?? FreePort.Next()}";

    public string Url { get; }

    /// <summary>How often its keys or its discovery were asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers discovery; null: as it should be.</summary>
    public Func<HttpContext, Task>? Discovery { get; set; }

    /// <summary>Answers the keys' address; null: as it should be.</summary>
    public Func<HttpContext, Task>? Keys { get; set; }

    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["Access__Issuer__Authority"] = Url,
        ["Access__Issuer__Audience"] = Audience,
        ["Access__Issuer__KeysFetchPauseSeconds"] = "1",
        ["Access__Issuer__KeysAgeSecondsMax"] = "1",
    };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", context => AnswerAsync(
            context, Discovery, JsonSerializer.Serialize(new { issuer = Url, jwks_uri = Url + "/keys" })));
        _app.MapGet("/keys", context => AnswerAsync(context, Keys, Jwks()));
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _app = null;
    }

    public string Token(string algorithm, string citizen, string? issuer = null)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, kid = KeyId(algorithm) });
        var payload = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = issuer ?? Url,
            aud = Audience,
            sub = citizen,
            exp = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        });
        var signed = Text(header) + "." + Text(payload);
        return signed + "." + Text(Sign(algorithm, Encoding.ASCII.GetBytes(signed)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ec.Dispose();
        _rsa.Dispose();
    }

    public string Jwks()
    {
        var (rsa, ec) = (_rsa.ExportParameters(false), _ec.ExportParameters(false).Q);
        var ed = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_ed, 0, ed, 0);
        var keys = new object[]
        {
            new { kty = "RSA", kid = KeyId("RS256"), n = Text(rsa.Modulus!), e = Text(rsa.Exponent!) },
            new { kty = "EC", crv = "P-256", kid = KeyId("ES256"), x = Text(ec.X!), y = Text(ec.Y!) },
            new { kty = "OKP", crv = "Ed25519", kid = KeyId("EdDSA"), x = Text(ed) },
        };
        return JsonSerializer.Serialize(new { keys });
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task>? instead, string otherwise)
    {
        Interlocked.Increment(ref _asked);
        context.Response.ContentType = "application/json";
        if (instead is not null) await instead(context);
        else await context.Response.WriteAsync(otherwise);
    }

    private string KeyId(string algorithm) => $"{algorithm}-{_generation}";

    private byte[] Sign(string algorithm, byte[] text)
    {
        if (algorithm == "RS256") return _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (algorithm == "ES256") return _ec.SignData(text, HashAlgorithmName.SHA256);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_ed, 0, text, 0, text.Length, signature, 0);
        return signature;
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
