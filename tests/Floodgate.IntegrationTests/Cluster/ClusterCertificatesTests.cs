using Floodgate.Host.Cluster;

namespace Floodgate.IntegrationTests.Cluster;

public sealed class ClusterCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-certificates-").FullName;

    [Fact]
    public void Nodes_OfOneAuthority_KnowEachOther()
    {
        CertificateAuthority.Make(_folder, ["one"], Now, TimeSpan.FromDays(1));
        CertificateAuthority.Make(_folder, ["two"], Now, TimeSpan.FromDays(1));
        using var one = Load("one");
        using var two = Load("two");
        Assert.True(one.IsNode(two.Own));
        Assert.True(two.IsNode(one.Own));
        Assert.True(one.Own.HasPrivateKey);
    }

    [Fact]
    public void Node_OfAnotherAuthority_IsNoNode()
    {
        CertificateAuthority.Make(_folder, ["one"], Now, TimeSpan.FromDays(1));
        CertificateAuthority.Make(Path.Combine(_folder, "other"), ["one"], Now, TimeSpan.FromDays(1));
        using var own = Load("one");
        using var stranger = Load("one", "other");
        Assert.False(own.IsNode(stranger.Own));
    }

    [Fact]
    public void Certificate_ThatIsNotSignedByTheAuthority_IsRefusedAtStart_InWords()
    {
        CertificateAuthority.Make(_folder, ["one"], Now, TimeSpan.FromDays(1));
        CertificateAuthority.Make(Path.Combine(_folder, "other"), ["one"], Now, TimeSpan.FromDays(1));
        var options = Options("one", "");
        options.Authority = Path.Combine(_folder, "other", CertificateAuthority.AuthorityFile);
        var fault = Assert.Throws<InvalidDataException>(() => ClusterCertificates.Load(options));
        Assert.Contains("is not signed by", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_WhoseTimeIsOver_IsRefused()
    {
        CertificateAuthority.Make(_folder, ["one"], Now.AddDays(-3), TimeSpan.FromDays(1));
        Assert.Throws<InvalidDataException>(() => Load("one"));
    }

    [Fact]
    public void Key_IsForItsOwnerAlone_AndNeverOverwritten()
    {
        CertificateAuthority.Make(_folder, ["one"], Now, TimeSpan.FromDays(1));
        foreach (var file in Directory.GetFiles(_folder, "*.key"))
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Throws<IOException>(() =>
            CertificateAuthority.Make(_folder, ["one"], Now, TimeSpan.FromDays(1)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ClusterCertificates Load(string node, string below = "") => ClusterCertificates.Load(Options(node, below));

    private ClusterOptions Options(string node, string below) => new()
    {
        Node = node,
        Certificate = Path.Combine(_folder, below, $"{node}.pem"),
        CertificateKey = Path.Combine(_folder, below, $"{node}.key"),
        Authority = Path.Combine(_folder, below, CertificateAuthority.AuthorityFile),
    };
}
