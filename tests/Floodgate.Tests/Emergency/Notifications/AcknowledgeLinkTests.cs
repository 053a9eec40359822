using CsCheck;
using Floodgate.Emergency.Notifications;
using Floodgate.Foundation.Keys;
using Floodgate.Tests.Access;

namespace Floodgate.Tests.Emergency.Notifications;

public sealed class AcknowledgeLinkTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_500_000);
    private static readonly Acknowledgement What = new("inc-20261123-1", "wang", "inc-20261123-1.19ab.tech.wang.0.1");

    [Fact]
    public void Link_ComesBackAsItWasMade_UntilItExpires()
    {
        using var folder = new TemporaryFolder();
        var keys = KeyRing.Open(folder, TimeProvider.System);
        var link = AcknowledgeLink.Make(new Uri("https://console.example.org"), keys, What, Now.AddHours(1));
        Assert.StartsWith("https://console.example.org/ack/", link.ToString(), StringComparison.Ordinal);
        var token = link.AbsolutePath[AcknowledgeLink.Path.Length..];
        Assert.Equal(SignedTokenState.Valid, AcknowledgeLink.Check(token, keys, Now, out var what));
        Assert.Equal(What, what);
        Assert.Equal(SignedTokenState.Expired, AcknowledgeLink.Check(token, keys, Now.AddHours(1), out what));
        Assert.Equal(What, what);
    }

    [Fact]
    public void Link_ChangedInAnySign_IsInvalid()
    {
        using var folder = new TemporaryFolder();
        var keys = KeyRing.Open(folder, TimeProvider.System);
        var token = AcknowledgeLink.Token(keys, What, Now.AddHours(1));
        for (var i = 0; i < token.Length; i++)
        {
            var other = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Equal(SignedTokenState.Invalid, AcknowledgeLink.Check(other, keys, Now, out var what));
            Assert.Null(what);
        }
    }

    [Fact]
    public void Link_OfAnotherPurposeOrAnotherNode_IsInvalid()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        var keys = KeyRing.Open(folder, TimeProvider.System);
        var calendar = SignedToken.Seal(keys.Current(KeyPurpose.Calendar), Now.AddHours(1), "a", "b", "c");
        Assert.Equal(SignedTokenState.Invalid, AcknowledgeLink.Check(calendar, keys, Now, out _));
        var token = AcknowledgeLink.Token(KeyRing.Open(elsewhere, TimeProvider.System), What, Now.AddHours(1));
        Assert.Equal(SignedTokenState.Invalid, AcknowledgeLink.Check(token, keys, Now, out _));
    }

    [Fact]
    public void Check_OfAnything_NeverThrows()
    {
        using var folder = new TemporaryFolder();
        var keys = KeyRing.Open(folder, TimeProvider.System);
        Gen.String[0, 2000].Sample(text =>
            AcknowledgeLink.Check(text, keys, Now, out _) == SignedTokenState.Invalid, iter: 2000);
    }

    [Fact]
    public void Ring_FromBeforeTheseLinks_GetsTheirKeysAndKeepsItsOwn()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder, "keys.json");
        var before = KeyRing.Open(folder, TimeProvider.System);
        var kept = System.Text.Json.JsonSerializer.Deserialize<Key[]>(File.ReadAllBytes(file))!
            .Where(key => key.Purpose < KeyPurpose.Acknowledge).ToArray();
        File.WriteAllBytes(file, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(kept));
        var ring = KeyRing.Open(folder, TimeProvider.System);
        Assert.Equal(before.Current(KeyPurpose.Code).Secret, ring.Current(KeyPurpose.Code).Secret);
        Assert.Equal(ring.Current(KeyPurpose.Acknowledge).Secret,
            KeyRing.Open(folder, TimeProvider.System).Current(KeyPurpose.Acknowledge).Secret);
        folder.AssertPrivate("keys.json");
    }

    [Fact]
    public void Secrets_AreReadFromEnvironmentAndFiles_AndOutliveTheFolder()
    {
        using var folder = new TemporaryFolder();
        var secrets = Directory.CreateDirectory(Path.Combine(folder, "secrets")).FullName;
        File.WriteAllText(Path.Combine(secrets, "hook"), " from-file \n");
        File.WriteAllText(Path.Combine(secrets, "too-long"), new string('x', NodeSecrets.BytesMax + 1));
        var node = new NodeSecrets(folder, name => name == "FLOODGATE_SECRET_MAIL_ONE" ? "from-env" : null);
        Directory.Delete(secrets, recursive: true);
        node.Reload();
        Assert.Equal("from-file", node.Find("hook"));
        Assert.Equal("from-env", node.Find("mail-one"));
        Assert.Null(node.Find("too-long"));
        Assert.Null(node.Find("../keys.json"));
        Assert.Null(node.Find("nothing"));
    }

    [Fact]
    public void Pages_InTheConsole_AreBoundedAndOneAMessage()
    {
        var pages = new InAppPages(new NotificationsOptions { InAppPagesMax = 10 });
        for (var i = 0; i < 30; i++)
            pages.Keep(Channels.Message(Floodgate.Emergency.Plans.ChannelKind.InApp, "Wang", id: $"m-{i / 2}"), Now);
        Assert.Equal(10, pages.All.Count);
        Assert.Equal("m-14", pages.Of("wang")[0].MessageId);
        Assert.NotNull(pages.Of("wang")[0].AcknowledgeUrl);
        Assert.All(pages.All, page => Assert.Null(page.AcknowledgeUrl));
        Assert.Empty(pages.Of("li"));
        Assert.Equal(30, pages.Version);
    }
}
