using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Access.Citizens;

/// <summary>
/// Remembers what checked tokens said, so that a polling wallet costs a hash instead of a signature. Keyed by the
/// token's SHA-256: a token itself is not kept. Bounded by two generations: when the young one is full it becomes the
/// old one.
/// </summary>
internal sealed class ValidatedTokens(int tokensMax)
{
    private readonly Lock _gate = new();
    private volatile Generations _held = new(new(), new());

    public static TokenHash Hash(string token)
    {
        Span<byte> text = stackalloc byte[token.Length * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
        return new TokenHash(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    /// <summary>The citizen of a token still believed at <paramref name="now"/>.</summary>
    public CitizenResult.Valid? Find(TokenHash hash, long now)
    {
        var held = _held;
        if (!held.Young.TryGetValue(hash, out var entry) && !held.Old.TryGetValue(hash, out entry)) return null;
        return now < entry.UntilMicros ? entry.Result : null;
    }

    public void Keep(TokenHash hash, CitizenResult.Valid result, long untilMicros)
    {
        if (tokensMax == 0) return;
        lock (_gate)
        {
            if (_held.Young.Count >= (tokensMax + 1) / 2) _held = new Generations(new(), _held.Young);
            _held.Young[hash] = new Entry(result, untilMicros);
        }
    }

    internal int Count => _held.Young.Count + _held.Old.Count;

    internal readonly record struct TokenHash(UInt128 First, UInt128 Second);

    private readonly record struct Entry(CitizenResult.Valid Result, long UntilMicros);

    private sealed record Generations(
        ConcurrentDictionary<TokenHash, Entry> Young, ConcurrentDictionary<TokenHash, Entry> Old);
}
