using System.Globalization;

namespace Floodgate.Foundation;

/// <summary>An amount in minor units (cents, fen) of a currency (ISO 4217).</summary>
public readonly record struct Money(long Amount, string Currency);

/// <summary>A text in both languages that every person-facing text is written in.</summary>
public sealed record BilingualText(string Zh, string En);

/// <summary>A natural person as the system knows one: a keyed hash (128 bits), never the identity itself.</summary>
public readonly record struct PersonId(UInt128 Value)
{
    public const int Bytes = 16;

    public void Write(Span<byte> target) =>
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(target, Value);

    public static PersonId Read(ReadOnlySpan<byte> source) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(source));

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}

/// <summary>Times on the way of a command are Unix microseconds (UTC): one integer, no zone, no rounding.</summary>
public static class UnixTime
{
    public static long Micros(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;

    public static long NowMicros(this TimeProvider clock) => clock.GetUtcNow().Micros();

    public static DateTimeOffset ToTime(long micros) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (micros * 10), TimeSpan.Zero);
}
