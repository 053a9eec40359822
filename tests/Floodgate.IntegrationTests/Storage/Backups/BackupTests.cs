using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Storage.Backups;

/// <summary><c>backup</c> and <c>restore</c> by the real program, of a folder whose node goes on serving.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Passphrase = "only for this test";
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-backup-").FullName;

    private string Copy => Path.Combine(_folder, "copy");

    private string Restored => Path.Combine(_folder, "restored");

    /// <summary>
    /// Copied under claims: whoever had a receipt before the copy was begun finds it in the node that is made of it.
    /// </summary>
    [Fact]
    public async Task Backup_UnderClaims_RestoresToANodeThatKnowsEveryReceiptFromBefore()
    {
        await using var host = await HostProcess.StartAsync();
        using var crowd = new Crowd(host.Url, "demo", "dining-30", connections: 8);
        var people = Claimant.Many(host, "demo", 3_000);
        await crowd.RunAsync([.. people.Take(500)], TestContext.Current.CancellationToken);
        KeptReceipt[] before = [.. crowd.Receipts];
        Assert.NotEmpty(before);
        using var end = new CancellationTokenSource();
        var running = crowd.RunAsync([.. people.Skip(500)], end.Token);
        var made = await RunAsync("backup", Copy, "--data", host.DataDir);
        await end.CancelAsync();
        await running;
        Assert.True(made.Exit == 0, made.All);
        host.Kill();

        var restored = await RunAsync("restore", Copy, "--data", Restored);
        Assert.True(restored.Exit == 0, restored.All);
        Assert.Contains("Everything holds", restored.Output, StringComparison.Ordinal);
        await using var again = await HostProcess.StartAsync(new HostSetup { Data = Restored });
        using var asking = new Crowd(again.Url, "demo", "dining-30", connections: 8);
        Assert.Empty(await asking.AskAgainAsync(before));
    }

    [Fact]
    public async Task Restore_OfWhatWasChanged_OrWithAnotherPassphrase_SaysSo_AndMakesNothing()
    {
        await using (var host = await HostProcess.StartAsync())
        {
            var made = await RunAsync("backup", Copy, "--data", host.DataDir);
            Assert.True(made.Exit == 0, made.All);
            // Nor is a copy, or a folder, ever written over.
            Assert.Equal(3, (await RunAsync("backup", Copy, "--data", host.DataDir)).Exit);
            Assert.Equal(3, (await RunAsync("restore", Copy, "--data", host.DataDir)).Exit);
        }

        Assert.Equal(1, (await RunAsync("restore", Copy, "--data", Restored, "another passphrase")).Exit);
        var journal = Path.Combine(Copy, "journal.db");
        var bytes = await File.ReadAllBytesAsync(journal, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(journal, bytes, TestContext.Current.CancellationToken);
        var changed = await RunAsync("restore", Copy, "--data", Restored);
        Assert.Equal(1, changed.Exit);
        Assert.Contains("journal.db is not as it was written", changed.Errors, StringComparison.Ordinal);
        File.Delete(Path.Combine(Copy, "backup.json"));
        Assert.Equal(1, (await RunAsync("restore", Copy, "--data", Restored)).Exit);
        Assert.False(Path.Exists(Restored));
        Assert.False(Path.Exists(Restored + ".spool"));
    }

    [Fact]
    public async Task Backup_NeverHasTheKeysAsTheyAre()
    {
        await using var host = await HostProcess.StartAsync();
        var made = await RunAsync("backup", Copy, "--data", host.DataDir);
        Assert.True(made.Exit == 0, made.All);
        var secret = await File.ReadAllTextAsync(
            Path.Combine(host.DataDir, "keys", "keys.json"), TestContext.Current.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(Copy, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(
                secret, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Copy, "keys")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<CommandRun> RunAsync(
        string command, string copy, string option, string data, string passphrase = Passphrase)
    {
        var info = HostProgram.StartInfo(command, copy, option, data);
        info.Environment["FLOODGATE_PASSPHRASE"] = passphrase;
        return HostProgram.RunAsync(info);
    }
}
