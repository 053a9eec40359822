using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>How a code that somebody presents was read.</summary>
internal enum CodeReading { Good, Malformed, Unknown, TooOld }

/// <summary>
/// Checks a voucher's code or a moving code against the keys, without a store: what does not match reaches no book.
/// </summary>
internal sealed class PresentedCode(KeyRing keys, TimeProvider clock)
{
    /// <summary>Codes made a little ahead of this clock are good: nodes differ by less.</summary>
    private const int SkewSeconds = 5;

    /// <param name="text">29 letters and digits with a check character; spaces and hyphens are ignored.</param>
    /// <param name="voucher">The voucher and the key it names; meaningless unless good.</param>
    public CodeReading ReadCode(string text, out (VoucherId Id, byte Key) voucher)
    {
        voucher = default;
        if (!VoucherCodes.TryParse(text, out var id)) return CodeReading.Malformed;
        foreach (var key in keys.AllOf(KeyPurpose.Code))
        {
            if (!VoucherCodes.Matches(text, id, key)) continue;
            voucher = (id, key.Id);
            return CodeReading.Good;
        }

        return CodeReading.Unknown;
    }

    /// <summary>An offline voucher shown to a till that has a connection: good for as long as it says.</summary>
    public CodeReading ReadOffline(string payload, out (VoucherId Id, byte Key, uint Seconds) voucher)
    {
        voucher = default;
        if (OfflineVoucher.Open(payload, keys) is not { } signed) return CodeReading.Unknown;
        if (signed.ExpiresAt < clock.GetUtcNow().ToUnixTimeSeconds()) return CodeReading.TooOld;
        voucher = (signed.Voucher, signed.CodeKey, 0);
        return CodeReading.Good;
    }

    /// <param name="payload">What a till scanned.</param>
    /// <param name="voucher">The voucher, its key and the code's last second; meaningless unless good.</param>
    public CodeReading ReadMoving(string payload, out (VoucherId Id, byte Key, uint Seconds) voucher)
    {
        voucher = default;
        if (!DynamicCode.TryParse(payload, out var id, out var seconds)) return CodeReading.Malformed;
        foreach (var key in keys.AllOf(KeyPurpose.Code))
        {
            if (!DynamicCode.Matches(payload, id, key, seconds)) continue;
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            if (seconds < now || seconds > now + DynamicCode.Seconds + SkewSeconds) return CodeReading.TooOld;
            voucher = (id, key.Id, (uint)seconds);
            return CodeReading.Good;
        }

        return CodeReading.Unknown;
    }
}
