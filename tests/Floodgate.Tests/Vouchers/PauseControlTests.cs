using System.Reflection;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Tests.Access;
using Floodgate.Tests.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Vouchers;

public sealed class PauseControlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakePool _pool = new();
    private readonly Gates _gates = new(new WaySignals(Options.Create(new SignalsOptions())));
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
    private readonly ResumeRule _rule = new();
    private readonly PauseSpool _spool;
    private readonly CampaignControl _control;

    public PauseControlTests()
    {
        _gates.Add(1, "autumn");
        _spool = new PauseSpool(
            Path.Combine(_folder.Path, "spool"), new Ballast(Path.Combine(_folder.Path, "ballast"), 0),
            NullLogger<PauseSpool>.Instance);
        var grains = DispatchProxy.Create<IGrainFactory, OnePool>();
        ((OnePool)grains).Pool = _pool;
        var node = new VoucherNode(FakeJournal.Environment, _gates, null!, null!, grains);
        _control = new CampaignControl(
            node, _spool, new KnownMerchants(id => id == "noodles"), _rule, _clock,
            NullLogger<CampaignControl>.Instance);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Under a level I incident one person's promise of before opens nothing: it takes two.</summary>
    [Fact]
    public async Task AutoResume_UnderALevelIIncident_WaitsForTwoPeople()
    {
        var cancel = TestContext.Current.CancellationToken;
        var request = new PauseRequest(
            PauseScope.Campaign, null, _clock.GetUtcNow().AddMinutes(1), AutoResume: true, new("停", "Paused"), "r");
        _pool.BooksAway = true;
        Assert.Equal(PauseOutcome.Incomplete, await _control.PauseAsync("autumn", request, "chen", cancel));
        _rule.RedIncidentOf = static _ => Task.FromResult<string?>("20261123-01");
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _control.KeepPromisesAsync();
        Assert.Single(_gates.Find("autumn")!.Pauses.All);
        _rule.RedIncidentOf = static _ => Task.FromResult<string?>(null);
        await _control.KeepPromisesAsync();
        Assert.Empty(_gates.Find("autumn")!.Pauses.All);
    }

    /// <summary>Fault: while a book was away the pause stayed spooled and was journalled over the resume.</summary>
    [Fact]
    public async Task Resume_WhileABookIsAway_IsNotUndoneByTheSpool()
    {
        _pool.BooksAway = true;
        Assert.Equal(PauseOutcome.Incomplete, await PauseAsync(hours: 1));
        Assert.Equal(ResumeOutcome.Incomplete, await ResumeAsync());

        await _control.KeepPromisesAsync();

        Assert.Empty(_pool.Pauses.All);
        Assert.Empty(_spool.All);
    }

    /// <summary>Fault: what confirmed one pause forgot the one that had replaced it under the same key.</summary>
    [Fact]
    public async Task Forget_AfterAnotherPauseReplacedIt_KeepsTheOther()
    {
        _pool.BooksAway = true;
        await PauseAsync(hours: 1);
        var first = Assert.Single(_spool.All).Pause;
        await PauseAsync(hours: 2);

        _gates.Find(1)!.Confirm(first);
        _spool.Forget("autumn", first);

        Assert.NotEqual(first, Assert.Single(_spool.All).Pause);
        Assert.NotEmpty(_gates.Find(1)!.Pauses.All);
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "spool")));
    }

    private Task<PauseOutcome> PauseAsync(int hours) => _control.PauseAsync(
        "autumn",
        new PauseRequest(
            PauseScope.Campaign, null, _clock.GetUtcNow().AddHours(hours), AutoResume: false,
            new BilingualText("暂停", "Paused"), "test"),
        "operator", TestContext.Current.CancellationToken);

    private Task<ResumeOutcome> ResumeAsync() =>
        _control.ResumeAsync("autumn", "test", "operator", null, TestContext.Current.CancellationToken);

#pragma warning disable CA1852, MA0053 // A proxy derives from it as the test runs.
    internal class OnePool : DispatchProxy
#pragma warning restore CA1852, MA0053
    {
        public FakePool? Pool { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Pool;
    }
}
