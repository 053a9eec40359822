namespace Floodgate.Foundation;

/// <summary>
/// Names one voucher: campaign number (16 bits), shard (10 bits), rising number within the shard (38 bits).
/// Written as 13 characters of Crockford's base 32. Not a secret: the code is (see VoucherCodes).
/// </summary>
public readonly record struct VoucherId(ulong Value)
{
    public const int TextLength = 13;
    public const long NumberMax = (1L << 38) - 1;
    public const int ShardMax = (1 << 10) - 1;
    public const int CampaignMax = (1 << 16) - 1;

    /// <summary>The number of test vouchers: no campaign is ever given it.</summary>
    public const int TestCampaign = CampaignMax;

    public static VoucherId Create(int campaign, int shard, long number) =>
        new(((ulong)campaign << 48) | ((ulong)shard << 38) | (ulong)number);

    public int Campaign => (int)(Value >> 48);

    public int Shard => (int)((Value >> 38) & ShardMax);

    public long Number => (long)(Value & (ulong)NumberMax);

    public override string ToString() =>
        string.Create(TextLength, Value, static (text, value) => Base32.Write(value, text));

    public static bool TryParse(ReadOnlySpan<char> text, out VoucherId id)
    {
        id = default;
        if (text.Length != TextLength || !Base32.TryRead(text, out var value)) return false;
        id = new VoucherId(value);
        return true;
    }
}
