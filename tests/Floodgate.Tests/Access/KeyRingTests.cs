using Floodgate.Foundation.Keys;

namespace Floodgate.Tests.Access;

public sealed class KeyRingTests
{
    [Fact]
    public void File_IsReadableByItsOwnerOnly()
    {
        using var folder = new TemporaryFolder();
        KeyRing.Open(folder, TimeProvider.System);
        folder.AssertPrivate("keys.json");
    }

    [Fact]
    public void Rotation_KeepsTheKeysBefore_AndSurvivesARestart()
    {
        using var folder = new TemporaryFolder();
        var ring = KeyRing.Open(folder, TimeProvider.System);
        var old = ring.Current(KeyPurpose.Pass);
        var next = ring.Rotate(KeyPurpose.Pass, TimeProvider.System);
        Assert.NotEqual(old.Secret, next.Secret);

        var again = KeyRing.Open(folder, TimeProvider.System);
        Assert.Equal(next.Secret, again.Current(KeyPurpose.Pass).Secret);
        Assert.Equal(old.Secret, again.Find(KeyPurpose.Pass, old.Id)!.Secret);
        Assert.Null(again.Find(KeyPurpose.Code, next.Id));
        folder.AssertPrivate("keys.json");
    }

    /// <summary>Two nodes have the same ring; one goes on to the next key before the other does.</summary>
    [Fact]
    public void Nodes_OfOneRing_ComeToTheSameNextKey_AndKnowItBefore()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var one = KeyRing.Open(folder, TimeProvider.System);
        File.Copy(Path.Combine(folder, "keys.json"), Path.Combine(other, "keys.json"));
        var two = KeyRing.Open(other, TimeProvider.System);

        var day = TimeSpan.FromDays(1);
        var next = one.Advance(KeyPurpose.Pass, day);
        var third = one.Advance(KeyPurpose.Pass, day);
        Assert.Equal(next.Secret, two.Find(KeyPurpose.Pass, next.Id)!.Secret);
        Assert.Equal(third.Secret, two.Find(KeyPurpose.Pass, third.Id)!.Secret);
        Assert.Null(two.Find(KeyPurpose.Pass, 100));
        Assert.Equal(1, two.Current(KeyPurpose.Pass).Id);
        Assert.Equal(next.CreatedAt, two.Advance(KeyPurpose.Pass, day).CreatedAt);
        Assert.Equal(next.Secret, two.Current(KeyPurpose.Pass).Secret);
        Assert.NotEqual(one.Advance(KeyPurpose.Ticket, day).Secret, next.Secret);
    }

    [Fact]
    public void Fingerprints_TellKeysApart_AndNothingElse()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var ring = KeyRing.Open(folder, TimeProvider.System);
        var again = KeyRing.Open(folder, TimeProvider.System);
        Assert.Equal(
            ring.Fingerprints().Select(one => Convert.ToHexString(one.Fingerprint)),
            again.Fingerprints().Select(one => Convert.ToHexString(one.Fingerprint)));
        var strangers = KeyRing.Open(other, TimeProvider.System).Fingerprints();
        Assert.DoesNotContain(ring.Fingerprints(), one => strangers.Any(two =>
            two.Fingerprint.AsSpan().SequenceEqual(one.Fingerprint)));
    }

    [Theory]
    [InlineData(""), InlineData("{")]
    [InlineData("""[{"Purpose":0,"Id":1,"Secret":"AAAA","CreatedAt":"2026-11-22T02:00:00Z"}]""")]
    [InlineData("""[{"Purpose":0,"Id":1}]""")]
    public void DamagedFile_IsRefusedAndLeftAsItIs(string content)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder, "keys.json");
        File.WriteAllText(file, content);
        Assert.Throws<InvalidDataException>(() => KeyRing.Open(folder, TimeProvider.System));
        Assert.Equal(content, File.ReadAllText(file));
    }

    [Fact]
    public void Purposes_ShareNoKey()
    {
        using var folder = new TemporaryFolder();
        var ring = KeyRing.Open(folder, TimeProvider.System);
        var secrets = Enum.GetValues<KeyPurpose>()
            .Select(purpose => Convert.ToHexString(ring.Current(purpose).Secret)).ToArray();
        Assert.Equal(secrets.Length, secrets.Distinct().Count());
    }
}
