using Floodgate.Audit;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.IntegrationTests.Commands;

/// <summary><c>audit export|verify|key</c> with their exit codes, over a folder that a server is writing to.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("floodgate-audit-").FullName;
    private readonly AuditTrail _trail;

    public AuditCommandTests()
    {
        _trail = AuditTrail.Open(
            AuditSlice.FolderIn(Data), Data + ".spool", AuditKey.Open(Path.Combine(Data, "keys")), new AuditOptions(),
            TimeProvider.System, NullLogger.Instance);
        foreach (var what in (string[])["ApplyCampaign", "Pause", "Resume"])
            _trail.Append(new AuditEntry { What = what, Outcome = AuditOutcome.Done, Who = Who.AtTheMachine });
    }

    private string Data => Path.Combine(_root, "data");

    private string Export => Path.Combine(_root, "audit.trail");

    [Fact]
    public async Task Export_OfARunningTrail_VerifiesOnAnotherMachine_AndAFlippedByteDoesNot()
    {
        Assert.Equal(0, await RunAsync("export", Export, "--data", Data));
        var key = Path.Combine(_root, "published.json");
        await File.WriteAllTextAsync(
            key, $$"""{"id":"x","algorithm":"Ed25519","publicKey":"{{_trail.PublicKey.Text}}"}""");
        // Another machine has the file and the key, and nothing else.
        _trail.Dispose();
        Directory.Delete(Data, recursive: true);
        Assert.Equal(0, await RunAsync("verify", Export, "--key", key));
        Assert.Equal(0, await RunAsync("verify", Export, "--key", _trail.PublicKey.Text));

        var bytes = await File.ReadAllBytesAsync(Export);
        bytes[bytes.Length - 20] ^= 4;
        await File.WriteAllBytesAsync(Export, bytes);
        Assert.Equal(1, await RunAsync("verify", Export, "--key", key));
    }

    [Fact]
    public async Task Commands_SayWhatIsMissing()
    {
        Assert.Equal(3, await RunAsync("export", Export, "--data", Path.Combine(_root, "none")));
        Assert.Equal(3, await RunAsync("verify", Path.Combine(_root, "none"), "--key", _trail.PublicKey.Text));
        Assert.Equal(2, await RunAsync("verify", Export, "--key", "nonsense"));
        Assert.Equal(0, await RunAsync("key", "--data", Data));
        Assert.Equal(3, await RunAsync("key", "--data", Path.Combine(_root, "none")));
    }

    public void Dispose()
    {
        _trail.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static Task<int> RunAsync(params string[] arguments) =>
        Program.Root().Parse(["audit", .. arguments]).InvokeAsync();
}
