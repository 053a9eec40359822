using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Foundation;

/// <summary>
/// The header <c>Idempotency-Key</c>: 1 to 128 visible ASCII characters. Books keep its hash, which is the same on
/// every
/// node; 0 is none.
/// </summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int LengthMax = 128;

    /// <summary>Null: it is there and good. Else why not.</summary>
    public static Refusal? Read(IHeaderDictionary headers, out ulong hash)
    {
        hash = 0;
        var key = headers[Header];
        if (key.Count == 0 || string.IsNullOrEmpty(key[0])) return Refusals.IdempotencyKeyMissing;
        if (key.Count != 1 || !IsVisible(key[0]!)) return Refusals.IdempotencyKeyMalformed;
        hash = Hash(key[0]!);
        return null;
    }

    /// <summary>Never 0.</summary>
    public static ulong Hash(string key) => Math.Max(1, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan())));

    private static bool IsVisible(string key)
    {
        if (key.Length > LengthMax) return false;
        foreach (var character in key)
            if (character is < '!' or > '~') return false;
        return true;
    }
}
