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
        Assert.True(_loop.Loop.IsUnmet(NoFailures));
        _loop.Seconds(7);
        Assert.True(_loop.Loop.IsUnmet(NoFailures));
        _loop.Seconds(2);
        Assert.False(_loop.Loop.IsUnmet(NoFailures));
        _loop.Seconds(1, _loop.Tallies.StorageFailed);
        Assert.True(_loop.Loop.IsUnmet(NoFailures));
    }

    [Fact]
    public void Criterion_OnlyAPersonCanCheck_IsUnmetHere()
    {
        var signed = NoFailures with { Signal = null, CheckedBy = "tech" };
        Use(signed);
        _loop.Seconds(20);
        Assert.True(_loop.Loop.IsUnmet(signed));
        Assert.True(_loop.Loop.IsUnmet(NoFailures with { Id = "no-such" }));
    }

    [Fact]
    public void Criterion_OfDurations_IsMetWhileNothingIsMeasuredAtAll()
    {
        _loop.Campaigns["a"] = new CampaignFacts(false, 1, 1);
        Use(FastWrites);
        _loop.Seconds(10);
        Assert.False(_loop.Loop.IsUnmet(FastWrites));
    }

    [Fact]
    public void Criterion_OfAProbeThatCannotBeAsked_IsUnmet()
    {
        var probed = NoFailures with
        {
            Signal = null,
            Probe = new Probe { Kind = ProbeKind.Storage, Target = "journal" },
        };
        Use(probed);
        _loop.Seconds(10);
        Assert.True(_loop.Loop.IsUnmet(probed));
    }

    /// <summary>C1: two plans mean different things by one name; each incident is held against its own.</summary>
    [Fact]
    public void Criterion_OfAnotherPlanUnderTheSameName_IsMeasuredOnItsOwn()
    {
        var strict = NoFailures with { ForSeconds = 60 };
        _loop.Loop.Use(DetectionPlan.Empty with { Recovery = [strict, NoFailures, NoFailures] });
        _loop.Seconds(20);
        Assert.False(_loop.Loop.IsUnmet(NoFailures));
        Assert.True(_loop.Loop.IsUnmet(strict));
        _loop.Seconds(60);
        Assert.False(_loop.Loop.IsUnmet(strict));
        _loop.Loop.Use(DetectionPlan.Empty with { Recovery = [strict] });
        Assert.True(_loop.Loop.IsUnmet(NoFailures));
    }

    public void Dispose() => _loop.Dispose();

    private void Use(RecoveryCriterion criterion) =>
        _loop.Loop.Use(DetectionPlan.Empty with { Recovery = [criterion] });
}
