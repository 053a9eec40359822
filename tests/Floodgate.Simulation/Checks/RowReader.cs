using System.Buffers.Binary;
using System.Security.Cryptography;
using Floodgate.Storage;

namespace Floodgate.Simulation.Checks;

/// <summary>One event as the checker reads it. What does not belong to the kind is zero.</summary>
internal sealed record Happening(
    int Kind, int Batch = 0, int Shard = 0, long Total = 0, UInt128 Person = default, ulong Key = 0,
    int Version = 0, byte[]? Text = null)
{
    private static readonly string[] Names =
        ["", "defined", "leased", "released", "claimed", "paused", "resumed", "granted", "returned",
            "extended", "redeemed", "refunded", "undone", "expired", "marked", "conflicted"];

    public string Name => Names[Kind];

    /// <summary>What happened at a till or to one voucher; null for other kinds.</summary>
    public TillHappening? Till { get; init; }

    /// <summary>Where in the body it ends.</summary>
    public int End { get; init; }
}

/// <summary>An event of tills as the checker reads it. What does not belong to the kind is zero.</summary>
internal sealed record TillHappening
{
    public int Voucher { get; init; }

    public int Redemption { get; init; }

    public int Store { get; init; }

    public ulong Key { get; init; }

    public ulong Order { get; init; }

    public long OrderCents { get; init; }

    public long DiscountCents { get; init; }

    public long TakenCents { get; init; }

    public long ShareCents { get; init; }

    public long CodeSeconds { get; init; }

    public long OfflineMicros { get; init; }

    public long UntilMicros { get; init; }

    /// <summary>The effect of a refund, a mark, or who is liable.</summary>
    public int Sort { get; init; }
}

/// <summary>Reads rows from the description of their format, not with the program's own code.</summary>
internal static class RowReader
{
    public const int Defined = 1, Leased = 2, Released = 3, Claimed = 4;
    public const int Paused = 5, Resumed = 6, Granted = 7, Returned = 8, Extended = 9;
    public const int Redeemed = 10, Refunded = 11, Undone = 12, Expired = 13, Marked = 14, Conflicted = 15;

    public static IEnumerable<Happening> Read(byte[] body)
    {
        var place = 0;
        while (place < body.Length)
        {
            int kind = body[place++];
            var what = kind switch
            {
                Defined => ReadDefined(),
                Leased or Released => new Happening(kind, Batch: (int)Number(), Total: Number()),
                Claimed => new Happening(
                    kind, Batch: (int)Number(), Person: Wide(), Key: BinaryPrimitives.ReadUInt64BigEndian(Fixed(8))),
                Paused or Extended => new Happening(kind, Text: Fixed((int)Number())),
                Resumed => ReadResumed(),
                Granted or Returned => new Happening(kind, Batch: (int)Number(), Shard: (int)Number(), Total: Number()),
                >= Redeemed and <= Conflicted => new Happening(kind) { Till = ReadTill(kind) },
                _ => throw new InvalidDataException($"event kind {kind}"),
            };
            yield return what with { End = place };
        }

        Happening ReadDefined()
        {
            var version = (int)Number();
            place++;
            return new Happening(Defined, Version: version, Text: Fixed((int)Number()));
        }

        Happening ReadResumed()
        {
            var key = Fixed((int)Number());
            Fixed((int)Number());
            Fixed((int)Number());
            return new Happening(Resumed, Text: key);
        }

        TillHappening ReadTill(int kind)
        {
            var till = ReadTillNumbers(kind);
            for (var texts = kind switch { Redeemed => 4, Undone or Marked => 2, _ => 0 }; texts > 0; texts--)
                Fixed((int)Number());
            return till;
        }

        TillHappening ReadTillNumbers(int kind) => kind switch
        {
            Redeemed => new TillHappening
            {
                Voucher = (int)Number(), Store = (int)Number(), Key = Word(), Order = Word(), OrderCents = Number(),
                DiscountCents = Number(), TakenCents = Number(), CodeSeconds = Number(), OfflineMicros = Number(),
            },
            Refunded => new TillHappening
            {
                Redemption = (int)Number(), Key = Word(), OrderCents = Number(), ShareCents = Number(),
                Sort = body[place++], UntilMicros = Number(),
            },
            Undone => new TillHappening { Redemption = (int)Number() },
            Expired => new TillHappening { Voucher = (int)Number() },
            Marked => new TillHappening { Voucher = (int)Number(), Sort = body[place++] },
            _ => new TillHappening
            {
                Voucher = (int)Number(), Store = (int)Number(), Key = Word(), Order = Word(), OrderCents = Number(),
                DiscountCents = Number(), OfflineMicros = Number(), Sort = body[place++],
            },
        };

        ulong Word() => BinaryPrimitives.ReadUInt64BigEndian(Fixed(8));

        UInt128 Wide() => BinaryPrimitives.ReadUInt128BigEndian(Fixed(16));

        byte[] Fixed(int bytes)
        {
            place += bytes;
            return body[(place - bytes)..place];
        }

        long Number()
        {
            long value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = body[place++];
                value += (long)(next % 128) << shift;
                if (next < 128) return value;
            }
        }
    }

    /// <summary>What is wrong with a row's place in its chain; null: nothing.</summary>
    public static string? ChainFault(JournalRow row, JournalRow? before)
    {
        var last = before?.Position ?? 0;
        if (row.Position != last + 1) return $"position {row.Position} after {last}";
        if (!row.PreviousHash.SequenceEqual(before?.Hash ?? new byte[32])) return "it does not name the row before";
        if (row.TimeMicros < (before?.TimeMicros ?? 0)) return "its time runs back";
        using var bytes = new MemoryStream();
        foreach (var number in (long[])[row.Chain.Value, row.Position, row.Epoch, row.TimeMicros])
        {
            var fixedBytes = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(fixedBytes, number);
            bytes.Write(fixedBytes);
        }

        bytes.Write(row.PreviousHash);
        bytes.Write(row.Body);
        return SHA256.HashData(bytes.ToArray()).SequenceEqual(row.Hash) ? null : "its hash is wrong";
    }
}
