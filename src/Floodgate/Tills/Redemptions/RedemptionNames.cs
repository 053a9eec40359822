using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tills.Redemptions;

/// <summary>How redemptions are written outside: ids, money, stores by their names.</summary>
internal sealed class RedemptionNames(Gates gates, StoreDirectory stores)
{
    /// <summary><c>R</c> and 13 characters, packed as a voucher's id is.</summary>
    public static string Id(ulong redemption) => "R" + new VoucherId(redemption);

    public static bool TryParse(string text, out VoucherId id)
    {
        id = default;
        return text.Length == VoucherId.TextLength + 1 && text[0] is 'R' or 'r'
            && VoucherId.TryParse(text.AsSpan(1), out id);
    }

    public RedemptionStateBody State(in RedemptionAnswer one)
    {
        var (gate, rules, currency) = Of(one);
        Money In(long cents) => new(cents, currency);
        return new RedemptionStateBody(
            Id(one.Redemption), new VoucherId(one.Voucher).ToString(), gate, rules, In(one.OrderCents),
            In(one.DiscountCents), In(one.OrderCents - one.DiscountCents), In(one.RefundedCents),
            In(one.RestoredCents + one.ReturnedCents), one.IsUndone, one.Offline, StoreName(one.Store),
            UnixTime.ToTime(one.AtMicros));
    }

    public RedemptionBody Receipt(in RedemptionAnswer one, string orderRef, string terminal)
    {
        var (gate, batch, currency) = Of(one);
        var id = new VoucherId(one.Redemption);
        return new RedemptionBody(
            Id(one.Redemption), new VoucherId(one.Voucher).ToString(), gate, batch, orderRef,
            new Money(one.OrderCents, currency), new Money(one.DiscountCents, currency),
            new Money(one.OrderCents - one.DiscountCents, currency), StoreName(one.Store), terminal,
            UnixTime.ToTime(one.AtMicros), $"{id.Shard}:{one.Position}");
    }

    public RefundedBody Refund(in RefundAnswer refund)
    {
        var (_, _, currency) = Of(refund.Of);
        var id = new VoucherId(refund.Of.Redemption);
        return new RefundedBody(
            $"{Id(refund.Of.Redemption)}-{refund.Refund}", Id(refund.Of.Redemption),
            new Money(refund.OrderCents, currency), new Money(refund.ShareCents, currency), Effect(refund.Effect),
            UnixTime.ToTime(refund.AtMicros), $"{id.Shard}:{refund.Position}");
    }

    /// <summary>By its id where the directory has it, else by its number.</summary>
    public string StoreName(int number) => stores.Find(number)?.Store ?? $"#{number}";

    private (string Campaign, string Batch, string Currency) Of(in RedemptionAnswer one)
    {
        var gate = gates.Find(new VoucherId(one.Voucher).Campaign);
        var rules = (gate?.VersionOf(one.Version) ?? gate?.Version)?.Definition;
        return (gate?.Id ?? "", rules is not null && one.Batch < rules.Batches.Count ? rules.Batches[one.Batch].Id : "",
            rules?.Budget.Currency ?? "");
    }

    private static string Effect(Vouchers.Book.RefundEffect effect) => effect switch
    {
        Vouchers.Book.RefundEffect.Restored => "restored",
        Vouchers.Book.RefundEffect.Returned => "returned",
        Vouchers.Book.RefundEffect.Extended => "extended",
        _ => throw new InvalidOperationException($"{effect} has no name"),
    };
}
