using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>Criteria of recovery, measured: not met until seen to be.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly RecoveryCriterion NoFailures = new()
    {
        Id = "no-failures",
        Name = new BilingualText("不再失败", "no failures"),
        Signal = new SignalChoice { Name = "storage.failures" },
        Comparison = Comparison.Below,
        Limit = 0.01m,
        WindowSeconds = 3,
        ForSeconds = 5,
    };

    private static readonly RecoveryCriterion FastWrites = NoFailures with
    {
        Id = "fast",
        Signal = new SignalChoice { Name = "journal.duration" },
        Percentile = 99,
        Limit = 200,
    };

    private readonly LoopFixture _loop = new();

    [Fact]
    public void Criterion_IsMetOnceItHasHeldForSoLong()
    {
        Use(NoFailures);
        _loop.Seconds(4, _loop.Tallies.StorageFailed);
        Assert.True(_loop.Loop.IsUnmet("no-failures"));
        _loop.Seconds(7);
        Assert.True(_loop.Loop.IsUnmet("no-failures"));
        _loop.Seconds(2);
        Assert.False(_loop.Loop.IsUnmet("no-failures"));
        _loop.Seconds(1, _loop.Tallies.StorageFailed);
        Assert.True(_loop.Loop.IsUnmet("no-failures"));
    }

    [Fact]
    public void Criterion_OnlyAPersonCanCheck_IsUnmetHere()
    {
        Use(NoFailures with { Signal = null, CheckedBy = "tech" });
        _loop.Seconds(20);
        Assert.True(_loop.Loop.IsUnmet("no-failures"));
        Assert.True(_loop.Loop.IsUnmet("no-such"));
    }

    [Fact]
    public void Criterion_OfDurations_IsMetWhileNothingIsMeasuredAtAll()
    {
        _loop.Campaigns["a"] = new CampaignFacts(false, 1, 1);
        Use(FastWrites);
        _loop.Seconds(10);
        Assert.False(_loop.Loop.IsUnmet("fast"));
    }

    [Fact]
    public void Criterion_OfAProbeThatCannotBeAsked_IsUnmet()
    {
        Use(NoFailures with { Signal = null, Probe = new Probe { Kind = ProbeKind.Storage, Target = "journal" } });
        _loop.Seconds(10);
        Assert.True(_loop.Loop.IsUnmet("no-failures"));
    }

    public void Dispose() => _loop.Dispose();

    private void Use(RecoveryCriterion criterion) =>
        _loop.Loop.Use(DetectionPlan.Empty with { Recovery = [criterion] });
}
