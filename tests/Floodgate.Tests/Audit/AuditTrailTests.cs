using Floodgate.Audit.Trail;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Audit;

public sealed class AuditTrailTests
{
    [Fact]
    public void Entry_Written_IsThereAfterAStartWithItsNumber()
    {
        using var folder = new AuditFolder();
        folder.Trail.Append(AuditFolder.Entry("ApplyCampaign", "more stock"));
        folder.Reopen();
        Assert.Equal(3, folder.Trail.Append(AuditFolder.Entry("PauseCampaign")).Number);
        var entries = folder.Read();
        Assert.Equal(["ApplyCampaign", "audit.checkpoint", "PauseCampaign"], entries.Select(one => one.What));
        Assert.Equal("more stock", entries[0].Reason);
        Assert.Equal(folder.Clock.GetUtcNow(), entries[0].At);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DiskThatHangs_KeepsNobody_AndNothingIsLostOrOutOfOrder(bool fails)
    {
        using var folder = new AuditFolder(options => options.WriteMillisecondsMax = 50);
        using var answers = new ManualResetEventSlim();
        folder.Trail.Append(AuditFolder.Entry("Before"));
        folder.Disk = () =>
        {
            answers.Wait();
            if (fails) throw new IOException("the disk is gone");
        };
        Assert.Throws<AuditUnavailableException>(() => folder.Trail.Append(AuditFolder.Entry("Hanging")));
        // Nobody else waits for it.
        folder.Options.WriteMillisecondsMax = 2_500;
        Assert.Throws<AuditUnavailableException>(() => folder.Trail.Append(AuditFolder.Entry("Refused")));
        folder.Trail.Keep(AuditFolder.Entry("Kept"));
        Assert.Equal(1, folder.Trail.Waiting);

        folder.Disk = static () => { };
        answers.Set();
        while (folder.Trail.Waiting > 0)
        {
            folder.Trail.Tend();
            await Task.Yield();
        }

        folder.Trail.Append(AuditFolder.Entry("After"));
        Assert.Equal(["Before", "Hanging", "Kept", "After"], folder.Read().Select(one => one.What));
        Assert.Null(Exported.Verdict(folder).Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DiskThatHangsAgain_WhileWhatWaitedIsTakenIn_WritesItOnce(bool fails)
    {
        using var folder = new AuditFolder(options => options.WriteMillisecondsMax = 50);
        using var first = new ManualResetEventSlim();
        using var second = new ManualResetEventSlim();
        folder.Disk = first.Wait;
        Assert.Throws<AuditUnavailableException>(() => folder.Trail.Append(AuditFolder.Entry("Hanging")));
        folder.Trail.Keep(AuditFolder.Entry("Kept"));
        folder.Disk = () =>
        {
            second.Wait();
            if (fails) throw new IOException("the disk is gone");
        };
        first.Set();
        while (folder.Trail.Waiting > 0)
        {
            folder.Trail.Tend();
            await Task.Yield();
        }

        folder.Disk = static () => { };
        second.Set();
        while (folder.Trail.Entries < 2)
        {
            folder.Trail.Tend();
            await Task.Yield();
        }

        folder.Trail.Append(AuditFolder.Entry("After"));
        Assert.Equal(["Hanging", "Kept", "After"], folder.Read().Select(one => one.What));
        Assert.Null(Exported.Verdict(folder).Fault);
    }

    [Fact]
    public void TornLastLine_IsCutOff_AndTheChainGoesOn()
    {
        using var folder = new AuditFolder();
        folder.Trail.Append(AuditFolder.Entry("One"));
        folder.Trail.Dispose();
        File.AppendAllText(TrailFiles.In(folder.Files)[^1], "0123456789abcdef {\"number\":3,\"wh");
        folder.Reopen();
        folder.Trail.Append(AuditFolder.Entry("Two"));
        Assert.Null(Exported.Verdict(folder).Fault);
        Assert.Equal(["One", "audit.checkpoint", "Two"], folder.Read().Select(one => one.What));
    }

    [Fact]
    public void FullFile_IsFollowedByTheNext_AndTheChainRunsThroughBoth()
    {
        using var folder = new AuditFolder(options => options.FileBytesMax = 65_536);
        for (var i = 0; i < 400; i++) folder.Trail.Append(AuditFolder.Entry("Act" + i, new string('x', 200)));
        Assert.True(TrailFiles.In(folder.Files).Length > 1);
        folder.Reopen();
        folder.Trail.Append(AuditFolder.Entry("Last"));
        Assert.Equal(402, folder.Read().Count);
        Assert.Null(Exported.Verdict(folder).Fault);
    }

    [Fact]
    public void Trail_ThatCannotBeWritten_RefusesAndKeepsWhatHasHappened_UntilItCan()
    {
        using var folder = new AuditFolder(options => options.FileBytesMax = 65_536);
        do folder.Trail.Append(AuditFolder.Entry("Fill", new string('x', 900)));
        while (new FileInfo(TrailFiles.In(folder.Files)[^1]).Length < 65_536);
        // The next file cannot be made: a folder has its name.
        var next = Path.Combine(folder.Files, TrailFiles.NameOf(folder.Trail.Entries + 1));
        Directory.CreateDirectory(next);

        Assert.Throws<AuditUnavailableException>(() => folder.Trail.Append(AuditFolder.Entry("Refused")));
        folder.Trail.Keep(AuditFolder.Entry("Kept"));
        Assert.DoesNotContain(folder.Read(), one => one.What is "Refused" or "Kept");

        Directory.Delete(next);
        folder.Trail.Tend();
        folder.Trail.Tend();
        Assert.Single(folder.Read(), one => one.What == "Kept");
        Assert.DoesNotContain(folder.Read(), one => one.What == "Refused");
        Assert.Null(Exported.Verdict(folder).Fault);
    }

    [Fact]
    public void EntryInTheSpool_FromAnotherProcess_IsTakenInOnce()
    {
        using var folder = new AuditFolder();
        var waiting = new WaitingEntries(folder.Spool, NullLogger.Instance);
        Assert.True(waiting.TryKeep(AuditFolder.Entry("keys.created") with { At = folder.Clock.GetUtcNow() }));
        var file = Directory.GetFiles(Path.Combine(folder.Spool, "audit"))[0];
        TemporaryFolder.AssertPrivateFile(file);
        var copy = File.ReadAllBytes(file);
        folder.Trail.Tend();
        // A kill between taking in and forgetting leaves the file: it is known again by its name.
        File.WriteAllBytes(file, copy);
        folder.Reopen();
        Assert.Single(folder.Read(), one => one.What == "keys.created");
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Spool, "audit")));
    }

    [Fact]
    public void Checkpoint_IsSignedAfterSoManyEntries_AndAfterItsTime()
    {
        using var folder = new AuditFolder(options => options.CheckpointEntries = 3);
        folder.Trail.Append(AuditFolder.Entry("One"));
        folder.Trail.Tend();
        Assert.Null(folder.Trail.LastCheckpoint);
        folder.Trail.Append(AuditFolder.Entry("Two"));
        folder.Trail.Append(AuditFolder.Entry("Three"));
        folder.Trail.Tend();
        Assert.Equal(3, folder.Trail.LastCheckpoint!.Entries);
        Assert.True(folder.Trail.LastCheckpoint.Holds(folder.Key.Public));

        folder.Trail.Append(AuditFolder.Entry("Five"));
        folder.Trail.Tend();
        Assert.Equal(3, folder.Trail.LastCheckpoint.Entries);
        folder.Clock.Advance(TimeSpan.FromMinutes(folder.Options.CheckpointMinutes));
        folder.Trail.Tend();
        Assert.Equal(5, folder.Trail.LastCheckpoint.Entries);
        folder.Trail.Tend();
        Assert.Equal(6, folder.Trail.Entries);
    }

    [Fact]
    public void Search_ShowsAnActOnce_AndOneWithoutAnEndAsBegun()
    {
        using var folder = new AuditFolder();
        var begun = folder.Trail.Append(AuditFolder.Entry("ApplyPlan") with { Outcome = AuditOutcome.Begun });
        folder.Trail.Append(AuditFolder.Entry("ApplyPlan") with { Of = begun.Number });
        folder.Trail.Append(AuditFolder.Entry("Killed") with { Outcome = AuditOutcome.Begun });
        var search = new AuditSearch(folder.Files, folder.Options);
        var page = search.Find(new AuditQuestion(), 10);
        Assert.Equal([("Killed", "begun"), ("ApplyPlan", "done")], page.Items.Select(one => (one.What, one.Outcome)));

        // The page that begins between an act's end and its beginning does not show it as unfinished.
        var second = search.Find(new AuditQuestion(Before: 2), 10);
        Assert.Empty(second.Items);
        Assert.Empty(search.Find(new AuditQuestion(Who: "ben"), 10).Items);
        Assert.Equal(2, search.Find(new AuditQuestion(Who: "ANN", On: "autumn"), 10).Items.Count);
    }
}
