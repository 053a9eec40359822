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
            "extended", "redeemed", "refunded", "undone", "expired", "marked", "conflicted",
            "cap granted", "cap returned", "cap leased", "cap released", "counted"];

    public string Name => Names[Kind];

    /// <summary>What happened at a till or to one voucher; null for other kinds.</summary>
    public TillHappening? Till { get; init; }

    /// <summary>What a redemption counts into, or the counter whose lease changes.</summary>
    public string[] Counters { get; init; } = [];

    /// <summary>Where in the body it ends.</summary>
    public int End { get; init; }
}

/// <summary>Reads rows from the description of their format, not with the program's own code.</summary>
internal static class RowReader
{
    public const int Defined = 1, Leased = 2, Released = 3, Claimed = 4;
    public const int Paused = 5, Resumed = 6, Granted = 7, Returned = 8, Extended = 9;
    public const int Redeemed = 10, Refunded = 11, Undone = 12, Expired = 13, Marked = 14, Conflicted = 15;
    public const int CapGranted = 16, CapReturned = 17, CapLeased = 18, CapReleased = 19, Counted = 20;

    public static IEnumerable<Happening> Read(byte[] body)
    {
        var bytes = new BodyBytes(body);
        while (!bytes.AtEnd)
        {
            int kind = bytes.Byte();
            var what = kind switch
            {
                Defined => ReadDefined(bytes),
                Leased or Released => new Happening(kind, Batch: (int)bytes.Number(), Total: bytes.Number()),
                Claimed => new Happening(
                    kind, Batch: (int)bytes.Number(), Person: bytes.Wide(), Key: bytes.Word()),
                Paused or Extended => new Happening(kind, Text: bytes.Text()),
                Resumed => ReadResumed(bytes),
                Granted or Returned => new Happening(
                    kind, Batch: (int)bytes.Number(), Shard: (int)bytes.Number(), Total: bytes.Number()),
                >= Redeemed and <= Conflicted => new Happening(kind) { Till = TillHappening.Read(kind, bytes) },
                CapGranted or CapReturned => new Happening(kind)
                {
                    Counters = [bytes.Utf8()],
                    Shard = (int)bytes.Number(),
                    Total = bytes.Number(),
                },
                CapLeased or CapReleased => new Happening(kind)
                {
                    Counters = [bytes.Utf8()],
                    Total = bytes.Number(),
                },
                Counted => new Happening(kind) { Counters = ReadCounters(bytes) },
                _ => throw new InvalidDataException($"event kind {kind}"),
            };
            yield return what with { End = bytes.Place };
        }
    }

    private static Happening ReadDefined(BodyBytes bytes)
    {
        var version = (int)bytes.Number();
        bytes.Byte();
        return new Happening(Defined, Version: version, Text: bytes.Text());
    }

    private static Happening ReadResumed(BodyBytes bytes)
    {
        var key = bytes.Text();
        bytes.Text();
        bytes.Text();
        return new Happening(Resumed, Text: key);
    }

    private static string[] ReadCounters(BodyBytes bytes)
    {
        var counters = new string[bytes.Number()];
        for (var i = 0; i < counters.Length; i++) counters[i] = bytes.Utf8();
        return counters;
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
