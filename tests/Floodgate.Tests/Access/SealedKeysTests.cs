using Floodgate.Foundation.Keys;

namespace Floodgate.Tests.Access;

public sealed class SealedKeysTests
{
    private const string Words = "correct horse battery";

    private static IEnumerable<string> Prints(KeyRing ring) =>
        ring.Fingerprints().Select(one => Convert.ToHexString(one.Fingerprint));

    [Fact]
    public void Ring_GoesToAnotherNode_ButTheKeyOfItsTrailDoesNot()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var ring = KeyRing.Open(folder, TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(folder, "dp"));
        File.WriteAllText(Path.Combine(folder, "dp", "key.xml"), "<key/>");
        File.WriteAllText(Path.Combine(folder, "audit.key"), "mine");
        SealedKeys.Open(SealedKeys.Seal(folder, Words), Words, other);
        Assert.Equal(Prints(ring), Prints(KeyRing.Open(other, TimeProvider.System)));
        Assert.Equal("<key/>", File.ReadAllText(Path.Combine(other, "dp", "key.xml")));
        Assert.False(File.Exists(Path.Combine(other, "audit.key")));
        other.AssertPrivate("keys.json");
    }

    [Fact]
    public void File_WithAnotherPassphrase_OrChanged_IsRefused_AndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        KeyRing.Open(folder, TimeProvider.System);
        var good = SealedKeys.Seal(folder, Words);
        var changed = good.ToArray();
        changed[^1] ^= 1;
        Assert.Throws<InvalidDataException>(() => SealedKeys.Open(good, Words + "!", other));
        Assert.Throws<InvalidDataException>(() => SealedKeys.Open(changed, Words, other));
        Assert.Throws<InvalidDataException>(() => SealedKeys.Open(good[..30], Words, other));
        Assert.Throws<InvalidDataException>(() => SealedKeys.Open([], Words, other));
        Assert.Empty(Directory.GetFileSystemEntries(other));
    }

    [Fact]
    public void Keys_ThatAreThere_AreNeverReplaced()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        KeyRing.Open(folder, TimeProvider.System);
        KeyRing.Open(other, TimeProvider.System);
        var before = File.ReadAllBytes(Path.Combine(other, "keys.json"));
        Assert.Throws<IOException>(() => SealedKeys.Open(SealedKeys.Seal(folder, Words), Words, other));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(other, "keys.json")));
    }
}
