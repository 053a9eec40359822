using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Tills.Merchants.Records;
using Floodgate.Vouchers;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Tests.Tills.Merchants;

public sealed class TestVouchersTests
{
    [Fact]
    public async Task TestCode_LooksLikeAVouchers_AndNamesItsStoreOnly()
    {
        using var node = await MerchantNode.StartAsync();
        var (store, other) = (await node.AdmitAsync("noodles"), await node.AdmitAsync("tea"));
        var code = node.Tests.CodeOf(store.Number);
        Assert.Equal(VoucherCodes.Length, code.Length);
        Assert.True(VoucherCodes.TryParse(code, out var id));
        Assert.Equal(store.Store, node.Tests.Recognise(code)?.Store);
        Assert.Equal(store.Store, node.Tests.Recognise(code.ToLowerInvariant().Insert(8, " "))?.Store);
        Assert.Equal(other.Store, node.Tests.Recognise(node.Tests.CodeOf(other.Number))?.Store);
        Assert.Equal(VoucherId.CampaignMax, id.Campaign);
    }

    [Fact]
    public async Task Code_OfAVoucherOrAForgedOne_IsNoTestCode()
    {
        using var node = await MerchantNode.StartAsync();
        var store = await node.AdmitAsync("noodles");
        var key = node.Keys.Current(KeyPurpose.Code);
        Assert.Null(node.Tests.Recognise(VoucherCodes.Of(VoucherId.Create(1, 0, store.Number), key)));
        var forger = key with { Secret = new byte[32] };
        var forged = VoucherCodes.Of(VoucherId.Create(VoucherId.CampaignMax, key.Id, store.Number), forger);
        Assert.True(VoucherCodes.TryParse(forged, out _));
        Assert.Null(node.Tests.Recognise(forged));
        Assert.Null(node.Tests.Recognise(node.Tests.CodeOf(99)));
        Assert.Null(node.Tests.Recognise("no code"));
    }

    [Theory]
    [InlineData(5_000, 100, 4_900)]
    [InlineData(60, 60, 0)]
    public async Task Test_IsMarked_TakesNoMoreThanIsDue_AndIsRemembered(long order, long discount, long payable)
    {
        using var node = await MerchantNode.StartAsync();
        var store = await node.AdmitAsync("noodles");
        var done = node.Tests.Redeem(store, "till-2", new Money(order, "CNY"));
        Assert.True(done.Test);
        Assert.StartsWith("test-", done.RedemptionId, StringComparison.Ordinal);
        Assert.Equal((discount, payable), (done.Discount.Amount, done.Payable.Amount));
        Assert.True(await node.Refresh(node.Directory).LookAsync(default));
        await using var db = node.CreateDbContext();
        var row = await db.Set<StoreRow>().SingleAsync(one => one.Number == store.Number);
        Assert.Equal((node.Clock.GetUtcNow().Micros(), "till-2"), (row.TestedAt!.Value, row.TestedTerminal));
    }
}
