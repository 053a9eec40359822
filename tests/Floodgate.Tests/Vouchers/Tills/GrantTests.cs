using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tests.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Snapshots;
using Floodgate.Vouchers.Verification;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>A voucher given by hand, as book, snapshot and verifier count it.</summary>
public sealed class GrantTests
{
    private static readonly long Face = Sample.Campaign.Batches[0].FaceValue.Amount;

    [Fact]
    public void Grant_IsMarkedOnce_AndCounted_ByReplayAndSnapshotToo_AlsoWhenItIsVoidSince()
    {
        var till = new TillBook(With(3 * Face));
        var granted = till.Claim(1);
        till.Claim(2);
        Assert.Equal(RedemptionKind.Done, till.Mark(granted, VoucherMark.Grant));
        Assert.Equal(RedemptionKind.Repeated, till.Mark(granted, VoucherMark.Grant));
        till.Mark(granted, VoucherMark.Void);
        Assert.Equal(Face, till.Book.Till.GrantedCents);
        Assert.Equal(Face, till.Replayed().Till.GrantedCents);
        using var stream = new MemoryStream();
        SnapshotFile.Write(stream, till.Book);
        stream.Position = 0;
        Assert.Equal(Face, SnapshotFile.Read(stream, new ChainId(1, 0)).Till.GrantedCents);
        till.Verify();
    }

    [Fact]
    public void Grants_BeyondWhatTheCampaignLetsStaffGrant_AreFoundByTheVerifier()
    {
        var till = new TillBook(With(Face));
        till.Mark(till.Claim(1), VoucherMark.Grant);
        till.Verify();
        till.Mark(till.Claim(2), VoucherMark.Grant);
        Assert.Contains(
            $"{2 * Face} granted", Assert.Throws<DifferenceException>(() => till.Verify()).Message,
            StringComparison.Ordinal);
        var none = new TillBook();
        none.Mark(none.Claim(1), VoucherMark.Grant);
        Assert.Throws<DifferenceException>(() => none.Verify());
    }

    private static Floodgate.Campaigns.CampaignDefinition With(long budget) => Sample.Campaign with
    {
        GrantBudget = new Money(budget, Sample.Campaign.Budget.Currency),
    };
}
