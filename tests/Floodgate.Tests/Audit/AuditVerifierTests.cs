using System.Text;
using Floodgate.Audit;
using Floodgate.Audit.Exports;
using Floodgate.Audit.Signing;
using Floodgate.Foundation;
using Floodgate.Tests.Access;

namespace Floodgate.Tests.Audit;

public sealed class AuditVerifierTests
{
    [Fact]
    public void Export_AsItWas_HoldsWithThePublicKeyAlone()
    {
        using var folder = Small();
        var key = AuditPublicKey.TryParse(folder.Key.Public.Text)!;
        var verdict = AuditVerifier.Verify(Exported.From(folder), key);
        Assert.Null(verdict.Fault);
        Assert.Equal((4, 2), (verdict.Entries, verdict.Checkpoints));
        Assert.Equal(folder.Clock.GetUtcNow(), verdict.Until);
    }

    [Fact]
    public void EveryByte_FlippedInAnyBit_IsNoticedAndItsLineNamed()
    {
        using var folder = Small();
        var file = Exported.From(folder);
        for (var place = 0; place < file.Length; place++)
        {
            var line = 1 + file.AsSpan(0, place).Count((byte)'\n');
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])file.Clone();
                changed[place] ^= (byte)(1 << bit);
                var fault = AuditVerifier.Verify(changed, folder.Key.Public).Fault;
                Assert.True(fault is not null, $"byte {place}, bit {bit} was not noticed");
                var named = int.Parse(fault.Split(' ', ':', '(')[1]);
                // A newline that is gone joins two lines: the fault is in the first; one that is new, in what follows.
                Assert.InRange(named, line, line + 1);
            }
        }
    }

    [Fact]
    public void EveryTruncation_IsNoticed()
    {
        using var folder = Small();
        var file = Exported.From(folder);
        for (var length = 0; length < file.Length; length++)
            Assert.True(AuditVerifier.Verify(file.AsMemory(0, length), folder.Key.Public).Fault is not null,
                $"cut to {length} bytes was not noticed");
    }

    [Fact]
    public void OlderExport_PassesAlone_ButNotAgainstALaterCheckpoint()
    {
        using var folder = Small();
        var older = Exported.From(folder);
        folder.Trail.Append(AuditFolder.Entry("ResumeCampaign"));
        var later = folder.Trail.Sign();
        Assert.Null(AuditVerifier.Verify(older, folder.Key.Public).Fault);
        Assert.Contains("cut off", AuditVerifier.Verify(older, folder.Key.Public, later).Fault);
        Assert.Null(Exported.Verdict(folder, later).Fault);
    }

    [Fact]
    public async Task TrailWrittenAnew_WithTheKeyItself_IsNotWhatTheCheckpointKeptElsewhereSays()
    {
        using var folder = Small();
        var known = folder.Trail.LastCheckpoint!;
        using var forged = new AuditFolder();
        foreach (var what in (string[])["One", "Two", "Three", "Four", "Five"])
            forged.Trail.Append(AuditFolder.Entry(what));
        using var file = new MemoryStream();
        await AuditExport.WriteAsync(
            file, forged.Files, folder.Key, folder.Clock.GetUtcNow(), CancellationToken.None);
        Assert.Null(AuditVerifier.Verify(file.ToArray(), folder.Key.Public).Fault);
        Assert.Contains("kept elsewhere", AuditVerifier.Verify(file.ToArray(), folder.Key.Public, known).Fault);
    }

    [Fact]
    public void AnotherKey_AndALineTooMany_AreNoticed()
    {
        using var folder = Small();
        using var other = new TemporaryFolder();
        var file = Exported.From(folder);
        Assert.Contains("another key", AuditVerifier.Verify(file, AuditKey.Open(other).Public).Fault);
        byte[] longer = [.. file, .. file.AsSpan(file.AsSpan(0, file.Length - 1).LastIndexOf((byte)'\n') + 1)];
        Assert.Contains("ends at entry", AuditVerifier.Verify(longer, folder.Key.Public).Fault);
        Assert.NotNull(AuditVerifier.Verify(Encoding.UTF8.GetBytes("{}\n"), folder.Key.Public).Fault);
        Assert.NotNull(AuditVerifier.Verify(ReadOnlyMemory<byte>.Empty, folder.Key.Public).Fault);
    }

    [Theory]
    [InlineData("call 13812345678 back", "call 138******78 back")]
    [InlineData("号码138 1234 5678。", "号码138********78。")]
    [InlineData("id 11010519491231002X", "id 110*************2X")]
    [InlineData("mail zhang.san@example.com", "mail z***@***")]
    [InlineData("stock 1000000 to 2000000, order A13812345678", "stock 1000000 to 2000000, order A13812345678")]
    public void Reasons_AreKeptWithoutPersonalData(string text, string kept) =>
        Assert.Equal(kept, Masked.Text(text, 100));

    private static AuditFolder Small()
    {
        var folder = new AuditFolder();
        folder.Trail.Append(AuditFolder.Entry("ApplyCampaign", "加量，经领导同意") with
        {
            Changes = [Change.Of("/batches/dining-30/stock", new BilingualText("库存", "stock"), "1000", "1200")],
        });
        folder.Trail.Append(AuditFolder.Entry("PauseCampaign"));
        folder.Trail.Sign();
        folder.Trail.Append(AuditFolder.Entry("ResumeCampaign"));
        return folder;
    }
}
