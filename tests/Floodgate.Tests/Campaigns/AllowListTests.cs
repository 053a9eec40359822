using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Floodgate.Campaigns;
using Floodgate.Campaigns.Lists;
using Floodgate.Foundation;

namespace Floodgate.Tests.Campaigns;

public sealed class AllowListTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-lists").FullName;
    private readonly CampaignsOptions _options = new();

    [Fact]
    public async Task Store_OfEveryKindOfEntry_FindsThemAndNobodyElse()
    {
        using var lists = Lists();
        const string Text = "\uFEFFaccount:zhang\r\nphone:9f86d0\n\nperson:p-1\nli\nzhang\naccount:did:web:x";
        var content = await Store(lists, Text);
        Assert.Equal(AllowListFault.None, content.Fault);
        Assert.Equal(5, content.Persons.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))), content.Sha256);

        var reference = new AllowListReference(AllowLists.IdOf(content.Sha256), content.Sha256);
        Assert.Null(lists.Check(reference));
        Assert.True(lists.Contains(reference, Of("account", "zhang")));
        Assert.True(lists.Contains(reference, Of("account", "li")));
        Assert.True(lists.Contains(reference, Of("account", "did:web:x")));
        Assert.True(lists.Contains(reference, Of("account", "nobody"), Of("phone", "9f86d0")));
        Assert.True(lists.Contains(reference, Of("person", "p-1")));
        Assert.False(lists.Contains(reference, Of("person", "zhang"), Of("account", "wang")));
    }

    [Fact]
    public async Task Store_KeepsKeyedHashesOnly()
    {
        using var lists = Lists();
        var content = await Store(lists, "phone:13800000000\naccount:zhang\n");
        var file = Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(content.Sha256 + ".lst", Path.GetFileName(file));
        var hashes = new[] { Of("phone", "13800000000").Value, Of("account", "zhang").Value };
        Array.Sort(hashes);
        Assert.Equal(hashes.SelectMany(hash => Bytes(new PersonId(hash))), await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("a\nb c\n", AllowListFault.MalformedLine, 2)]
    [InlineData("a\n\nmail:x\n", AllowListFault.MalformedLine, 3)]
    [InlineData("phone:", AllowListFault.MalformedLine, 1)]
    [InlineData(":x", AllowListFault.MalformedLine, 1)]
    [InlineData("a,b", AllowListFault.MalformedLine, 1)]
    [InlineData("a\n\"b\"", AllowListFault.MalformedLine, 2)]
    [InlineData("\n\r\n", AllowListFault.Empty, 0)]
    [InlineData("a\nb\nc\nd\ne", AllowListFault.TooManyLines, 5)]
    [InlineData("a\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", AllowListFault.LineTooLong, 2)]
    [InlineData("a\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", AllowListFault.LineTooLong, 2)]
    public async Task Store_OfABadList_NamesTheLineAndStoresNothing(string text, object fault, int line)
    {
        (_options.AllowListLinesMax, _options.AllowListLineBytesMax) = (4, 32);
        using var lists = Lists();
        foreach (var piece in new[] { 1, 7, 4096 })
        {
            var content = await Store(lists, text, piece);
            Assert.Equal((fault, line), (content.Fault, content.Line));
            Assert.Empty(Directory.GetFiles(_folder));
        }
    }

    [Fact]
    public async Task Store_OverTheByteLimit_IsRefusedAndStoresNothing()
    {
        _options.AllowListBytesMax = 1024;
        using var lists = Lists();
        Assert.Equal(AllowListFault.TooManyBytes, (await Store(lists, new string('\n', 1023) + "ab")).Fault);
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal(AllowListFault.None, (await Store(lists, new string('\n', 1023) + "a")).Fault);
    }

    [Fact]
    public async Task Store_OfBadUtf8_IsRefused()
    {
        using var lists = Lists();
        var content = await lists.StoreAsync(PipeReader.Create(new([0x61, 0x0A, 0xC3, 0x28])), default);
        Assert.Equal((AllowListFault.MalformedLine, 2), (content.Fault, content.Line));
    }

    [Fact]
    public async Task Contains_InALongList_FindsExactlyItsPeople()
    {
        using var lists = Lists();
        var content = await Store(lists, string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"c-{2 * i}")));
        var reference = new AllowListReference(AllowLists.IdOf(content.Sha256), content.Sha256);
        for (var i = 0; i < 40_000; i++)
            Assert.Equal(i % 2 == 0, lists.Contains(reference, Of("account", $"c-{i}")));
    }

    [Fact]
    public void Check_OfAnUnknownOrForgedReference_IsAFault()
    {
        using var lists = Lists();
        var sha256 = new string('a', 64);
        Assert.Equal("/eligibility/allowList", lists.Check(new(AllowLists.IdOf(sha256), sha256))!.Pointer);
        Assert.Equal("allow-list-unknown", lists.Check(new("al-x", "../../../etc/passwd"))!.Code);
        Assert.Null(lists.Check(null));
    }

    [Fact]
    public async Task Contains_OfADamagedFile_RefusesToGuessAndRecoversWhenItIsPutBack()
    {
        using var lists = Lists();
        var content = await Store(lists, "a\nb\nc");
        var reference = new AllowListReference(AllowLists.IdOf(content.Sha256), content.Sha256);
        var path = Directory.GetFiles(_folder)[0];
        var good = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, [.. good[16..32], .. good[..16]]);
        Assert.Throws<InvalidDataException>(() => lists.Contains(reference, Of("account", "a")));
        await File.WriteAllBytesAsync(path, good[..20]);
        Assert.Throws<InvalidDataException>(() => lists.Contains(reference, Of("account", "a")));
        await File.WriteAllBytesAsync(path, good);
        Assert.True(lists.Contains(reference, Of("account", "a")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AllowLists Lists() => new(_folder, Of, _options);

    private static Task<AllowListContent> Store(AllowLists lists, string text, int pieceBytes = 4096)
    {
        var options = new StreamPipeReaderOptions(bufferSize: pieceBytes, minimumReadSize: 1);
        return lists.StoreAsync(PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)), options), default);
    }

    private static PersonId Of(string kind, string value) =>
        PersonId.Read(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(kind + "\n" + value)));

    private static byte[] Bytes(PersonId person)
    {
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        return bytes;
    }
}
