using Floodgate.Emergency.Detection;
using Floodgate.Foundation.Signals;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What the storage probes do on a disk that is really full, and when there is room again.</summary>
public sealed class AlertsStorageTests
{
    [Fact]
    public async Task Journal_OnAFullDisk_IsSeenToRefuseAndToTakeAgain()
    {
        using var disk = await SmallDisk.MountAsync(4);
        var tallies = new NodeTallies();
        using var journal = new SqliteJournal(Path.Combine(disk.Path, "journal.db"), tallies);
        journal.Touch();
        journal.Touch();
        Assert.Equal(0, tallies.StorageFailures);
        disk.Fill();
        // The last page of the log may still have room for one.
        Assert.Throws<JournalUnavailableException>(() =>
        {
            for (var i = 0; i < 5; i++) journal.Touch();
        });
        Assert.True(tallies.StorageFailures > 0);
        disk.Free();
        journal.Touch();
    }

    [Fact]
    public async Task Folder_OnAFullDisk_IsSeenToRefuseAndToTakeAgain()
    {
        using var disk = await SmallDisk.MountAsync(1);
        var probe = new FolderProbe(disk.Path);
        probe.WriteAndReadBack();
        var before = probe.FreePercent();
        disk.Fill();
        Assert.ThrowsAny<IOException>(probe.WriteAndReadBack);
        Assert.InRange(probe.FreePercent(), 0, before);
        disk.Free();
        probe.WriteAndReadBack();
    }
}
