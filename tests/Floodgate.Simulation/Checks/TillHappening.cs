namespace Floodgate.Simulation.Checks;

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

    public string Merchant { get; init; } = "";

    public string Region { get; init; } = "";

    public long UntilMicros { get; init; }

    /// <summary>The effect of a refund, a mark, or who is liable.</summary>
    public int Sort { get; init; }

    public static TillHappening Read(int kind, BodyBytes bytes)
    {
        var till = ReadNumbers(kind, bytes);
        if (kind == RowReader.Redeemed) till = till with { Merchant = bytes.Utf8(), Region = bytes.Utf8() };
        var texts = kind switch { RowReader.Redeemed => 2, RowReader.Undone or RowReader.Marked => 2, _ => 0 };
        for (; texts > 0; texts--) bytes.Text();
        return till;
    }

    private static TillHappening ReadNumbers(int kind, BodyBytes bytes) => kind switch
    {
        RowReader.Redeemed => new TillHappening
        {
            Voucher = (int)bytes.Number(),
            Store = (int)bytes.Number(),
            Key = bytes.Word(),
            Order = bytes.Word(),
            OrderCents = bytes.Number(),
            DiscountCents = bytes.Number(),
            TakenCents = bytes.Number(),
            CodeSeconds = bytes.Number(),
            OfflineMicros = bytes.Number(),
        },
        RowReader.Refunded => new TillHappening
        {
            Redemption = (int)bytes.Number(),
            Key = bytes.Word(),
            OrderCents = bytes.Number(),
            ShareCents = bytes.Number(),
            Sort = bytes.Byte(),
            UntilMicros = bytes.Number(),
        },
        RowReader.Undone => new TillHappening { Redemption = (int)bytes.Number() },
        RowReader.Expired => new TillHappening { Voucher = (int)bytes.Number() },
        RowReader.Marked => new TillHappening { Voucher = (int)bytes.Number(), Sort = bytes.Byte() },
        _ => new TillHappening
        {
            Voucher = (int)bytes.Number(),
            Store = (int)bytes.Number(),
            Key = bytes.Word(),
            Order = bytes.Word(),
            OrderCents = bytes.Number(),
            DiscountCents = bytes.Number(),
            OfflineMicros = bytes.Number(),
            Sort = bytes.Byte(),
        },
    };
}
