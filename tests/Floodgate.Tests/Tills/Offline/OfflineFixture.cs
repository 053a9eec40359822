using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Tills.Offline;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tests.Tills.Offline;

/// <summary>A ring of keys, a voucher and a quota that it has signed, and a log to write in.</summary>
internal static class OfflineFixture
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    public static KeyRing Ring()
    {
        var folder = Directory.CreateTempSubdirectory("floodgate-offline-").FullName;
        try
        {
            return KeyRing.Open(folder, TimeProvider.System);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static OfflineVoucher Voucher(DateTimeOffset? issued = null, int minutes = 360) => new(
        VoucherId.Create(1, 0, 7), 1, 3_000, 3_000, 10_000, Seconds(Now.AddDays(-1)), Seconds(Now.AddDays(30)),
        Seconds(issued ?? Now.AddMinutes(-5)), Seconds((issued ?? Now.AddMinutes(-5)).AddMinutes(minutes)),
        0x0123456789abcdef, "CNY", "autumn", "dining-30");

    public static TillQuota Quota(int count = 5, long cents = 9_000) => new(
        "quota-1", 12, "till-1", count, new Money(cents, "CNY"), Now.AddMinutes(-30), Now.AddMinutes(60));

    public static OfflineQuotaRow Row(TillQuota quota, string token) => new()
    {
        QuotaId = quota.Id,
        Store = quota.Store,
        Terminal = quota.Terminal,
        Currency = quota.Amount.Currency,
        Count = quota.Count,
        Cents = quota.Amount.Amount,
        IssuedAt = quota.IssuedAt.Micros(),
        ExpiresAt = quota.ExpiresAt.Micros(),
        Head = TillQuota.Genesis(token),
    };

    public static OfflineEntryBody Entry(
        TillQuota quota, OfflineQuotaRow row, string payload, DateTimeOffset at, long cents = 12_000,
        string order = "o1")
    {
        var entry = new OfflineEntryBody(
            row.LastEntry + 1, row.Head, payload, order, new Money(cents, "CNY"), at.ToUnixTimeMilliseconds(), "");
        return entry with { Hash = SyncDecision.HashOf(quota, entry) };
    }

    private static uint Seconds(DateTimeOffset time) => (uint)time.ToUnixTimeSeconds();
}
