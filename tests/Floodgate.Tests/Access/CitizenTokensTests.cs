using System.Text.Json;
using CsCheck;
using Floodgate.Access;
using Floodgate.Access.Citizens;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tests.Access;

public sealed class CitizenTokensTests : IDisposable
{
    private readonly TokenMaker _maker = new();

    public void Dispose() => _maker.Dispose();

    [Theory]
    [InlineData("RS256"), InlineData("ES256"), InlineData("EdDSA")]
    public async Task Token_OfAnAcceptedAlgorithm_IsValid(string algorithm) =>
        Assert.Null(await _maker.FaultAsync(_maker.Token(algorithm)));

    [Theory]
    [InlineData("RS256"), InlineData("ES256"), InlineData("EdDSA")]
    public async Task Token_WithAChangedPayload_IsRefused(string algorithm)
    {
        var parts = _maker.Token(algorithm).Split('.');
        var other = _maker.Token(algorithm, ("sub", "somebody-else")).Split('.');
        Assert.Equal(TokenFault.Signature, await _maker.FaultAsync($"{parts[0]}.{other[1]}.{parts[2]}"));
    }

    [Theory]
    [InlineData("RS256"), InlineData("ES256"), InlineData("EdDSA")]
    public async Task Token_WithAnyBitOfItsSignatureChanged_IsRefused(string algorithm)
    {
        var parts = _maker.Token(algorithm).Split('.');
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]);
        for (var at = 0; at < signature.Length; at += 7)
        {
            var changed = signature.ToArray();
            changed[at] ^= 1;
            var fault = await _maker.FaultAsync($"{parts[0]}.{parts[1]}.{TokenMaker.Text(changed)}");
            Assert.Equal(TokenFault.Signature, fault);
        }
    }

    [Theory]
    [InlineData("none"), InlineData("None"), InlineData("HS256"), InlineData("RS384"), InlineData("ES384"),
     InlineData("PS256"), InlineData("")]
    public async Task Token_OfAnotherAlgorithm_IsRefused(string algorithm)
    {
        var payload = JsonSerializer.Serialize(_maker.Claims());
        var token = TokenMaker.Raw($$"""{"alg":"{{algorithm}}","kid":"RS256"}""", payload, "RS256");
        Assert.Equal(TokenFault.Algorithm, await _maker.FaultAsync(token));
        Assert.Equal(TokenFault.Algorithm, await _maker.FaultAsync(token[..(token.LastIndexOf('.') + 1)]));
    }

    [Fact]
    public async Task Token_SignedByHmacWithThePublicKey_IsRefused()
    {
        var payload = JsonSerializer.Serialize(_maker.Claims());
        foreach (var secret in new[] { TokenMaker.RsaPublicPem, TokenMaker.RsaPublicPem.Trim(), TokenMaker.Jwks() })
        {
            var hmac = TokenMaker.Raw("""{"alg":"HS256","kid":"RS256"}""", payload, secret);
            Assert.Equal(TokenFault.Algorithm, await _maker.FaultAsync(hmac));
            var disguised = TokenMaker.Raw("""{"alg":"RS256","kid":"RS256"}""", payload, secret);
            Assert.Equal(TokenFault.Signature, await _maker.FaultAsync(disguised));
        }
    }

    [Theory]
    [InlineData("ES256", "RS256"), InlineData("EdDSA", "ES256"), InlineData("RS256", "EdDSA")]
    public async Task Token_NamingAKeyOfAnotherAlgorithm_IsRefused(string algorithm, string keyId)
    {
        var header = $$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}""";
        var token = TokenMaker.Raw(header, JsonSerializer.Serialize(_maker.Claims()), algorithm);
        Assert.Equal(TokenFault.UnknownKey, await _maker.FaultAsync(token));
    }

    [Theory]
    [InlineData("kid"), InlineData("jwk"), InlineData("jku"), InlineData("x5u")]
    public async Task Token_BringingItsOwnKey_DoesNotGetItBelieved(string member)
    {
        var header = $$"""{"alg":"RS256","{{member}}":"attacker"}""";
        var token = TokenMaker.Raw(header, JsonSerializer.Serialize(_maker.Claims()), "attacker");
        Assert.NotNull(await _maker.FaultAsync(token));
    }

    [Fact]
    public async Task Token_WithoutAKeyId_IsCheckedByTheOnlyKeyOfItsAlgorithm()
    {
        var token = TokenMaker.Raw("""{"alg":"EdDSA"}""", JsonSerializer.Serialize(_maker.Claims()), "EdDSA");
        Assert.Null(await _maker.FaultAsync(token));
    }

    [Theory]
    [InlineData("aud", "another-system", nameof(TokenFault.Audience))]
    [InlineData("aud", null, nameof(TokenFault.Audience))]
    [InlineData("aud", "floodgate/", nameof(TokenFault.Audience))]
    [InlineData("iss", "https://id.example/", nameof(TokenFault.Issuer))]
    [InlineData("iss", null, nameof(TokenFault.Issuer))]
    [InlineData("exp", null, nameof(TokenFault.NoExpiry)), InlineData("exp", "soon", nameof(TokenFault.Claim))]
    [InlineData("sub", null, nameof(TokenFault.Claim)), InlineData("sub", "", nameof(TokenFault.Claim))]
    [InlineData("sub", 7, nameof(TokenFault.Claim))]
    [InlineData("person", 7, nameof(TokenFault.Claim)), InlineData("phone_hash", "", nameof(TokenFault.Claim))]
    public async Task Token_WithAWrongClaim_IsRefused(string name, object? value, string fault) =>
        Assert.Equal(fault, (await _maker.FaultAsync(_maker.Token("ES256", (name, value))))?.ToString());

    [Theory]
    [InlineData(256, null), InlineData(257, nameof(TokenFault.Claim))]
    public async Task Claim_IsBoundedTo256Characters(int length, string? fault) =>
        Assert.Equal(fault,
            (await _maker.FaultAsync(_maker.Token("ES256", ("person", new string('人', length)))))?.ToString());

    [Fact]
    public async Task Audience_AmongSeveral_IsEnough() =>
        Assert.Null(await _maker.FaultAsync(_maker.Token("ES256", ("aud", new[] { "other", TokenMaker.Audience }))));

    [Theory]
    [InlineData(-TokenMaker.SkewSeconds + 1, false), InlineData(-TokenMaker.SkewSeconds, true), InlineData(-3600, true)]
    public async Task Expiry_CountsTheClockSkewToTheSecond(int expiresIn, bool over)
    {
        var result = await _maker.Tokens.CheckAsync(_maker.Token("ES256", ("exp", _maker.Seconds(expiresIn))));
        if (over) Assert.IsType<CitizenResult.Expired>(result);
        else Assert.IsType<CitizenResult.Valid>(result);
    }

    [Theory]
    [InlineData(TokenMaker.SkewSeconds, null), InlineData(TokenMaker.SkewSeconds + 1, nameof(TokenFault.NotYetValid))]
    public async Task NotBefore_CountsTheClockSkewToTheSecond(int beginsIn, string? fault) =>
        Assert.Equal(fault,
            (await _maker.FaultAsync(_maker.Token("ES256", ("nbf", _maker.Seconds(beginsIn)))))?.ToString());

    [Theory]
    [InlineData(1e300), InlineData(-1)]
    public async Task Expiry_OutsideOfTime_IsRefused(double seconds) =>
        Assert.Equal(TokenFault.Claim, await _maker.FaultAsync(_maker.Token("ES256", ("exp", seconds))));

    [Fact]
    public async Task Token_OnceValid_IsRefusedWhenItExpires()
    {
        var token = _maker.Token("ES256", ("exp", _maker.Seconds(60)));
        Assert.IsType<CitizenResult.Valid>(await _maker.Tokens.CheckAsync(token));
        _maker.Clock.Advance(TimeSpan.FromSeconds(60 + TokenMaker.SkewSeconds));
        Assert.IsType<CitizenResult.Expired>(await _maker.Tokens.CheckAsync(token));
    }

    [Fact]
    public async Task Token_SeenBefore_IsAnsweredAtOnceByTheSameResult()
    {
        var token = _maker.Token("RS256");
        var first = await _maker.Tokens.CheckAsync(token);
        var again = _maker.Tokens.CheckAsync(token);
        Assert.True(again.IsCompleted);
        Assert.Same(first, await again);
    }

    [Fact]
    public async Task Token_TooLong_IsRefusedBeforeItIsRead()
    {
        var token = _maker.Token("ES256", ("region", "3301"));
        var checker = _maker.Checker(new AccessOptions { TokenBytesMax = token.Length - 1 });
        Assert.Equal(new CitizenResult.Invalid(TokenFault.TooLarge), await checker.CheckAsync(token));
        Assert.Equal(TokenFault.TooLarge, await _maker.FaultAsync(new string('a', 8193)));
    }

    [Theory]
    [InlineData("""{"alg":"none","alg":"ES256","kid":"ES256"}""", null)]
    [InlineData("""{"alg":"ES256","kid":"x","kid":"ES256"}""", null)]
    [InlineData(null, """{"sub":"a","sub":"b","iss":"https://id.example","aud":"floodgate","exp":4000000000}""")]
    public async Task Token_WithAMemberTwice_IsRefused(string? header, string? payload)
    {
        var token = TokenMaker.Raw(
            header ?? """{"alg":"ES256","kid":"ES256"}""",
            payload ?? JsonSerializer.Serialize(_maker.Claims()),
            "ES256");
        Assert.Equal(TokenFault.DuplicateMember, await _maker.FaultAsync(token));
    }

    [Theory]
    [InlineData(""), InlineData("."), InlineData(".."), InlineData("a.b.c"), InlineData("a.b.c.d.e"),
     InlineData("e30.e30.e30"), InlineData("W10.W10.W10"), InlineData("不是.一个.令牌")]
    public async Task Token_ThatIsNone_IsRefusedAsMalformed(string token) =>
        Assert.Equal(TokenFault.Malformed, await _maker.FaultAsync(token));

    [Fact]
    public async Task Token_WithCriticalExtensions_IsRefused()
    {
        var header = """{"alg":"ES256","kid":"ES256","crit":["b64"],"b64":false}""";
        var token = TokenMaker.Raw(header, JsonSerializer.Serialize(_maker.Claims()), "ES256");
        Assert.Equal(TokenFault.Malformed, await _maker.FaultAsync(token));
    }

    [Fact]
    public Task Token_OfAnyBytes_IsRefusedWithoutAnException() =>
        Gen.Byte.Array[0, 200].Array[3].SampleAsync(async parts =>
        {
            var token = string.Join('.', parts.Select(TokenMaker.Text));
            Assert.IsType<CitizenResult.Invalid>(await _maker.Tokens.CheckAsync(token));
        }, iter: 500);

    [Theory]
    [InlineData(null, typeof(CitizenResult.Missing)), InlineData("Basic abc", typeof(CitizenResult.Missing))]
    [InlineData("Bearer abc", typeof(CitizenResult.Invalid)), InlineData("bearer {token}", typeof(CitizenResult.Valid))]
    public async Task Request_IsReadFromItsAuthorization(string? header, Type expected)
    {
        var context = new DefaultHttpContext();
        var sent = header?.Replace("{token}", _maker.Token("ES256"), StringComparison.Ordinal);
        if (sent is not null) context.Request.Headers.Authorization = sent;
        Assert.IsType(expected, await _maker.Tokens.AuthenticateAsync(context));
    }

    [Fact]
    public async Task Remembering_IsBounded()
    {
        var checker = _maker.Checker(new AccessOptions { RememberedTokensMax = 4 });
        var tokens = Enumerable.Range(0, 20)
            .Select(number => _maker.Token("EdDSA", ("sub", $"account-{number}"))).ToArray();
        foreach (var token in tokens) Assert.IsType<CitizenResult.Valid>(await checker.CheckAsync(token));
        var remembered = new ValidatedTokens(4);
        var valid = new CitizenResult.Valid(await _maker.CitizenAsync(tokens[0]));
        foreach (var token in tokens) remembered.Keep(ValidatedTokens.Hash(token), valid, long.MaxValue);
        Assert.InRange(remembered.Count, 1, 4);
        Assert.NotNull(remembered.Find(ValidatedTokens.Hash(tokens[^1]), 0));
        Assert.Null(remembered.Find(ValidatedTokens.Hash(tokens[0]), 0));
    }
}
