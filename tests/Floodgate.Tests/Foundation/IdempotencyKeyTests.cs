using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Floodgate.Tests.Foundation;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("!~order-1~!")]
    public void Read_OfAGoodKey_GivesItsHash(string key)
    {
        Assert.Null(Read(key, out var hash));
        Assert.Equal(IdempotencyKey.Hash(key), hash);
        Assert.NotEqual(0UL, hash);
    }

    [Fact]
    public void Read_OfNoKeyOrABadOne_SaysWhich()
    {
        Assert.Equal(Refusals.IdempotencyKeyMissing, Read(StringValues.Empty, out var hash));
        Assert.Equal(Refusals.IdempotencyKeyMissing, Read("", out _));
        StringValues[] bad = ["a b", "ключ", "a\u007f", new string('a', 129), new(["a", "b"])];
        foreach (var key in bad) Assert.Equal(Refusals.IdempotencyKeyMalformed, Read(key, out hash));
        Assert.Equal(0UL, hash);
        Assert.Null(Read(new string('a', 128), out _));
    }

    private static Refusal? Read(StringValues key, out ulong hash)
    {
        var headers = new HeaderDictionary();
        if (key.Count > 0) headers["Idempotency-Key"] = key;
        return IdempotencyKey.Read(headers, out hash);
    }
}
