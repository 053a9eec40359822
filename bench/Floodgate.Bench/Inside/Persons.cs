using Floodgate.Vouchers.Claims;

namespace Floodgate.Bench.Inside;

/// <summary>Persons as keyed hashes look: evenly spread, each different, from a rising number (SplitMix64).</summary>
internal static class Persons
{
    public static UInt128 Of(long number) =>
        new(Mix((ulong)number * 2), Mix(((ulong)number * 2) + 1));

    /// <summary>One claim of a new person, let through by admission.</summary>
    public static ClaimRequest ClaimOf(long number) =>
        new(Of(number), Mix((ulong)number ^ 0x5bd1e995), 0, ClaimKind.None, null);

    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
