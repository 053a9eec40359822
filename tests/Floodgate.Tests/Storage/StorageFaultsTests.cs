using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Faults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Storage;

public sealed class StorageFaultsTests : IDisposable
{
    private static readonly TimeSpan Six = TimeSpan.FromSeconds(6);
    private readonly FakeTimeProvider _clock = new();
    private readonly StorageFaults _faults;

    public StorageFaultsTests() => _faults = new StorageFaults(_clock, NullLogger<StorageFaults>.Instance);

    public void Dispose() => _faults.Dispose();

    [Fact]
    public void Write_WithoutAFault_IsLeftAlone()
    {
        _faults.BeforeWrite();
        Assert.Null(_faults.Current);
    }

    [Fact]
    public void Fault_FailsEveryWrite_AndSaysWhoAsked()
    {
        _faults.Arm(StorageFaultKind.Fail, TimeSpan.Zero, Six, "ann");
        Assert.Throws<DrillFaultException>(_faults.BeforeWrite);
        Assert.Equal("ann", _faults.Current!.By);
    }

    [Fact]
    public void Fault_ThatNobodyAsksForAgain_EndsByItself()
    {
        _faults.Arm(StorageFaultKind.Fail, TimeSpan.Zero, Six, "ann");
        _clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.NotNull(_faults.Current);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(_faults.Current);
        _faults.BeforeWrite();
    }

    [Fact]
    public void Fault_AskedForAgain_GoesOn()
    {
        _faults.Arm(StorageFaultKind.Fail, TimeSpan.Zero, Six, "ann");
        _clock.Advance(TimeSpan.FromSeconds(4));
        _faults.Arm(StorageFaultKind.Fail, TimeSpan.Zero, Six, "ann");
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Throws<DrillFaultException>(_faults.BeforeWrite);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _faults.BeforeWrite();
    }

    [Fact]
    public void Fault_ThatIsCleared_IsOverAtOnce()
    {
        _faults.Arm(StorageFaultKind.Fail, TimeSpan.Zero, Six, "ann");
        _faults.Clear("ann");
        _faults.BeforeWrite();
        Assert.Null(_faults.Current);
    }

    [Fact]
    public async Task SlowWrite_IsHeld_AndLetGoWhenTheFaultEnds()
    {
        _faults.Arm(StorageFaultKind.Slow, TimeSpan.FromMinutes(1), Six, "ann");
        var writing = Task.Factory.StartNew(
            _faults.BeforeWrite, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _faults.Clear("ann");
        await writing.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(writing.IsCompletedSuccessfully);
    }

    [Fact]
    public void Journal_MeetsTheFaultAtEveryWrite_AndReadsOn()
    {
        var tallies = new NodeTallies();
        var inner = new FakeJournal();
        using var journal = new FaultyJournal(inner, _faults, tallies);
        var chain = new ChainId(1, 0);
        var head = journal.TakeEpoch(chain);
        var row = new JournalRow(chain, 1, head.Epoch, 0, JournalRow.FirstHash, JournalRow.FirstHash, []);
        _faults.Arm(StorageFaultKind.Fail, TimeSpan.Zero, Six, "ann");

        Span<CommitOutcome> outcomes = [CommitOutcome.Committed];
        journal.Commit([row], outcomes);
        Assert.Equal(CommitOutcome.None, outcomes[0]);
        Assert.Throws<JournalUnavailableException>(journal.Touch);
        Assert.Throws<JournalUnavailableException>(() => journal.TakeEpoch(chain));
        Assert.Throws<JournalUnavailableException>(() => journal.Register("c"));
        Assert.Empty(journal.Read(chain, 0));
        Assert.Equal(4, tallies.StorageFailures);

        _faults.Clear("ann");
        journal.Commit([row], outcomes);
        Assert.Equal(CommitOutcome.Committed, outcomes[0]);
    }
}
