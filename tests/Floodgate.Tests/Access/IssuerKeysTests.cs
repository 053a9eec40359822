using System.Security.Cryptography;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.Citizens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Access;

public sealed class IssuerKeysTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task UnknownKey_AskedForOften_IsFetchedOnceInThirtySeconds()
    {
        var fetches = 0;
        var keys = Keys(_ => Task.FromResult(Count(ref fetches)));
        for (var i = 0; i < 100; i++) Assert.Equal((null, true), await keys.FindAsync("nobody", "ES256"));
        Assert.Equal(1, fetches);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await keys.FindAsync("nobody", "ES256");
        Assert.Equal(2, fetches);
    }

    [Fact]
    public async Task NewKey_InTheFile_IsFoundAfterThirtySeconds()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder, "jwks.json");
        await File.WriteAllTextAsync(file, TokenMaker.Jwks());
        var keys = Keys(IssuerKeySource.Of(new IssuerOptions { JwksFile = file, Issuer = "i", Audience = "a" }));
        Assert.NotNull((await keys.FindAsync("ES256", "ES256")).Key);

        var next = TokenMaker.Jwks().Replace("\"ES256\"", "\"next\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, next);
        Assert.Null((await keys.FindAsync("next", "ES256")).Key);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await keys.FindAsync("next", "ES256")).Key);
    }

    [Fact]
    public async Task KnownKeys_StayGood_WhileFetchingFails()
    {
        var broken = false;
        var keys = Keys(_ => broken ? throw new IOException("gone") : Task.FromResult(TokenMaker.Jwks()));
        Assert.NotNull((await keys.FindAsync("ES256", "ES256")).Key);
        broken = true;
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull((await keys.FindAsync("ES256", "ES256")).Key);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((null, false), await keys.FindAsync("nobody", "ES256"));
    }

    [Fact]
    public async Task Keys_NeverFetched_AreUnavailable()
    {
        using var folder = new TemporaryFolder();
        var keys = Keys(cancel => File.ReadAllTextAsync(Path.Combine(folder, "missing.json"), cancel));
        Assert.Equal((null, false), await keys.FindAsync("ES256", "ES256"));
    }

    [Theory]
    [InlineData("not json"), InlineData("{}"), InlineData("""{"keys":[]}"""), InlineData("[]")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"!!","e":"AQAB"}]}""")]
    public async Task Jwks_WithoutAUsableKey_IsRefused(string jwks)
    {
        var keys = Keys(_ => Task.FromResult(jwks));
        Assert.Equal((null, false), await keys.FindAsync(null, "RS256"));
    }

    [Theory]
    [InlineData("use", "enc"), InlineData("alg", "ES384"), InlineData("alg", "HS256")]
    public async Task Key_MeantForSomethingElse_IsNotUsed(string member, string value)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = ec.ExportParameters(false).Q;
        var key = new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = TokenMaker.Text(point.X!),
            ["y"] = TokenMaker.Text(point.Y!),
        };
        Assert.NotNull((await Keys(_ => Task.FromResult(Set(key))).FindAsync(null, "ES256")).Key);
        key[member] = value;
        Assert.Null((await Keys(_ => Task.FromResult(Set(key))).FindAsync(null, "ES256")).Key);
    }

    private static string Set(Dictionary<string, string> key) => JsonSerializer.Serialize(new { keys = new[] { key } });

    private static string Count(ref int fetches)
    {
        fetches++;
        return TokenMaker.Jwks();
    }

    private IssuerKeys Keys(Func<CancellationToken, Task<string>> fetch) =>
        new(fetch, new IssuerOptions(), _clock, NullLogger<IssuerKeys>.Instance);
}
