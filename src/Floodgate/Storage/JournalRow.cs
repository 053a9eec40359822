using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Floodgate.Storage;

/// <summary>
/// One batch of one chain: the packed events and their place. <see cref="Hash"/> covers everything else in the row and
/// the hash of the row before, so that a changed, missing or moved row is noticed.
/// </summary>
internal sealed record JournalRow(
    ChainId Chain, long Position, long Epoch, long TimeMicros, byte[] PreviousHash, byte[] Hash, byte[] Body)
{
    public const int HashBytes = 32;
    private const int PositionBits = 36;

    public static byte[] FirstHash { get; } = new byte[HashBytes];

    /// <summary>
    /// The row's key in every engine: (chain, position) as one rising integer, which is a second fence. A stale writer
    /// collides instead of overwriting.
    /// </summary>
    public static long Key(ChainId chain, long position) => (chain.Value << PositionBits) | position;

    /// <summary>The first key that is no longer the chain's.</summary>
    public static long KeyAfter(ChainId chain) => (chain.Value + 1) << PositionBits;

    public static long PositionOf(long key) => key & ((1L << PositionBits) - 1);

    /// <summary>Makes the row that follows <paramref name="head"/>.</summary>
    public static JournalRow Create(in ChainHead head, long timeMicros, byte[] body) =>
        new(head.Chain, head.Position + 1, head.Epoch, timeMicros, head.Hash,
            ComputeHash(head.Chain, head.Position + 1, head.Epoch, timeMicros, head.Hash, body), body);

    /// <summary>Whether the row is whole and is the one after the given place.</summary>
    public bool Follows(long position, ReadOnlySpan<byte> hash) =>
        Position == position + 1
        && PreviousHash.AsSpan().SequenceEqual(hash)
        && Hash.AsSpan().SequenceEqual(ComputeHash(Chain, Position, Epoch, TimeMicros, PreviousHash, Body));

    private static byte[] ComputeHash(
        ChainId chain, long position, long epoch, long timeMicros, byte[] previousHash, byte[] body)
    {
        Span<byte> head = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(head, chain.Value);
        BinaryPrimitives.WriteInt64BigEndian(head[8..], position);
        BinaryPrimitives.WriteInt64BigEndian(head[16..], epoch);
        BinaryPrimitives.WriteInt64BigEndian(head[24..], timeMicros);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(head);
        sha.AppendData(previousHash);
        sha.AppendData(body);
        return sha.GetHashAndReset();
    }
}

/// <summary>What a writer holds of a chain: its own epoch and the last row's place and hash.</summary>
internal readonly record struct ChainHead(ChainId Chain, long Epoch, long Position, byte[] Hash);

/// <summary>Who took a chain's epoch last; <paramref name="Node"/> is empty where a store has one node only.</summary>
internal readonly record struct ChainOwner(ChainId Chain, long Epoch, string Node);

/// <summary>A campaign's number in ids and its name in the API.</summary>
internal readonly record struct CampaignEntry(int Number, string Id);
