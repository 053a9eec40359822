using System.Buffers.Text;
using Floodgate.Foundation.Keys;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tests.Tills.Offline;

public sealed class OfflineVoucherTests
{
    private static readonly KeyRing Ring = OfflineFixture.Ring();
    private static readonly OfflineVoucher Voucher = OfflineFixture.Voucher();
    private static readonly string Text = Voucher.Seal(Ring.Current(KeyPurpose.OfflineVoucher));

    [Fact]
    public void Open_GivesWhatWasSealed() => Assert.Equal(Voucher, OfflineVoucher.Open(Text, Ring));

    [Fact]
    public void Open_AfterTheKeyRotated_StillGivesIt_AndTheNewKeySignsToo()
    {
        var folder = Directory.CreateTempSubdirectory("floodgate-offline-").FullName;
        var ring = KeyRing.Open(folder, TimeProvider.System);
        var before = Voucher.Seal(ring.Current(KeyPurpose.OfflineVoucher));
        ring.Rotate(KeyPurpose.OfflineVoucher, TimeProvider.System);
        var after = Voucher.Seal(ring.Current(KeyPurpose.OfflineVoucher));
        Directory.Delete(folder, recursive: true);
        Assert.NotEqual(before, after);
        Assert.Equal(Voucher, OfflineVoucher.Open(before, ring));
        Assert.Equal(Voucher, OfflineVoucher.Open(after, ring));
    }

    [Fact]
    public void Open_WithAnyBitFlipped_GivesNothing()
    {
        var bytes = Base64Url.DecodeFromChars(Text.AsSpan(OfflineVoucher.Prefix.Length));
        var accepted = 0;
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (OfflineVoucher.Open(OfflineVoucher.Prefix + Base64Url.EncodeToString(bytes), Ring) is not null)
                accepted++;
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(0, accepted);
        Assert.True(bytes.Length > 140);
    }

    /// <summary>One text is one payload: a till that has seen it knows it again.</summary>
    [Fact]
    public void Open_WithAnyCharacterChangedCutOrAdded_GivesNothing()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            foreach (var other in "Ax_-= \n9")
            {
                if (other == Text[i]) continue;
                Assert.Null(OfflineVoucher.Open(Text[..i] + other + Text[(i + 1)..], Ring));
            }

            Assert.Null(OfflineVoucher.Open(Text[..i], Ring));
        }

        foreach (var end in new[] { "A", "=", "==", " ", "\n" }) Assert.Null(OfflineVoucher.Open(Text + end, Ring));
        Assert.Null(OfflineVoucher.Open(OfflineVoucher.Prefix + new string('A', 5_000), Ring));
        Assert.Null(OfflineVoucher.Open("", Ring));
    }

    [Fact]
    public void Open_OfAnotherRing_GivesNothing() => Assert.Null(OfflineVoucher.Open(Text, OfflineFixture.Ring()));

    /// <summary>The test vector of RFC 8032, 7.1, TEST 1: what checks elsewhere checks the same.</summary>
    [Fact]
    public void Signature_IsThatOfTheStandard()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var key = new Key(KeyPurpose.OfflineVoucher, 1, seed, OfflineFixture.Now);
        Assert.Equal(
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            Convert.ToHexStringLower(Ed25519Signature.PublicKey(key)));
        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b" +
            "d25bf5f0595bbe24655141438e7a100b",
            Convert.ToHexStringLower(Ed25519Signature.Sign(key, [])));
    }
}
