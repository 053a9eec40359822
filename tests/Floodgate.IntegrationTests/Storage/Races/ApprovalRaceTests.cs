using System.Text.Json;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Exports;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.IntegrationTests.Storage.Races;

/// <summary>The desks of several nodes on one database.</summary>
public sealed class ApprovalRaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-approvals-").FullName;
    private readonly List<AuditTrail> _trails = [];
    private readonly CountingKind _kind = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Who Anna { get; } = new("anna", ["operator"], "console", null, null);

    private static Who Ben { get; } = new("ben", ["finance"], "console", null, null);

    [Fact]
    public async Task Proposal_ApprovedAtEightNodesAtOnce_IsDecidedAndCarriedOutOnce()
    {
        using var store = await PostgresStore.CreateAsync();
        var desks = Enumerable.Range(0, Race.Runners).Select(node => Desk(store, $"node{node}")).ToArray();
        var id = desks[0].Propose(Raise(), Anna).Approval!.Id;
        await Hosting.Patience.UntilAsync(
            async () => await desks[7].FindAsync(id, Cancel) is not null, () => "it is not known at another node");

        var replies = await Race.RunAsync(node => desks[node].ApproveAsync(id, Ben, null, Cancel));
        Assert.Single(replies, reply => reply.Answer == ApprovalAnswer.Done);
        Assert.All(replies, reply => Assert.Contains(
            reply.Answer, (ApprovalAnswer[])[ApprovalAnswer.Done, ApprovalAnswer.Decided, ApprovalAnswer.Unavailable]));
        // Each node looks after what was approved, as once a second.
        for (var round = 0; round < 3; round++)
            foreach (var desk in desks)
            {
                await desk.TendSharedAsync();
                await desk.RunOf(id);
            }

        Assert.Equal([id], _kind.Executed);
        Assert.All(desks, desk => Assert.Equal(ApprovalState.Executed, desk.Find(id)!.State));
    }

    /// <summary>
    /// Without the database a node decides what nobody else can know of, and nothing that others may have decided.
    /// </summary>
    [Fact]
    public async Task Database_WhenItIsAway_LeavesANodeWhatIsItsOwn()
    {
        using var store = await PostgresStore.CreateAsync();
        var (one, two) = (Desk(store, "node1"), Desk(store, "node2"));
        var shared = one.Propose(Raise(), Anna).Approval!.Id;
        await Hosting.Patience.UntilAsync(
            async () => await two.FindAsync(shared, Cancel) is not null, () => "it is not shared");
        await store.AskAsync("ALTER TABLE approval_step RENAME TO away");
        Assert.Equal(ApprovalAnswer.Unavailable, (await two.ApproveAsync(shared, Ben, null, Cancel)).Answer);
        Assert.Equal(ApprovalState.Open, two.Find(shared)!.State);
        var own = one.Propose(Raise("campaign/spring"), Anna).Approval!.Id;
        Assert.Equal(ApprovalState.Executed, (await one.ApproveAsync(own, Ben, null, Cancel)).Approval!.State);

        await store.AskAsync("ALTER TABLE away RENAME TO approval_step");
        await one.TendSharedAsync();
        await two.TendSharedAsync();
        Assert.Equal(ApprovalState.Executed, two.Find(own)!.State);
        Assert.Equal(ApprovalAnswer.Done, (await two.ApproveAsync(shared, Ben, null, Cancel)).Answer);
        Assert.Equal([own, shared], _kind.Executed);
    }

    /// <summary>A yes that the database did not take is none: nothing is done, and the trail says so.</summary>
    [Fact]
    public async Task Approval_ThatTheDatabaseDoesNotTake_IsNone()
    {
        using var store = await PostgresStore.CreateAsync();
        var (one, two) = (Desk(store, "node1"), Desk(store, "node2"));
        var id = one.Propose(Raise(), Anna).Approval!.Id;
        await Hosting.Patience.UntilAsync(
            async () => await two.FindAsync(id, Cancel) is not null, () => "it is not shared");
        await store.AskAsync("ALTER TABLE approval_step ADD CONSTRAINT no_more CHECK (false) NOT VALID");
        Assert.Equal(ApprovalAnswer.Unavailable, (await two.ApproveAsync(id, Ben, null, Cancel)).Answer);
        Assert.Equal(ApprovalState.Open, two.Find(id)!.State);
        await two.TendSharedAsync();
        Assert.Empty(_kind.Executed);
        Assert.Equal(
            ["approval.not-shared", "approval.approved"],
            TrailReader.NewestFirst(Path.Combine(_folder, "node2", "audit"), long.MaxValue).Select(one => one.What));

        await store.AskAsync("ALTER TABLE approval_step DROP CONSTRAINT no_more");
        Assert.Equal(ApprovalState.Executed, (await two.ApproveAsync(id, Ben, null, Cancel)).Approval!.State);
        Assert.Equal([id], _kind.Executed);
    }

    /// <summary>A node that was killed after the approval leaves it to the others.</summary>
    [Fact]
    public async Task Approval_OfANodeThatDied_IsCarriedOutByAnother_AndKnownToIt()
    {
        using var store = await PostgresStore.CreateAsync();
        var (one, two) = (Desk(store, "node1"), Desk(store, "node2"));
        _kind.Answer = new Execution.Unavailable("not now");
        var id = one.Propose(Raise(), Anna).Approval!.Id;
        Assert.Equal(ApprovalState.Approved, (await one.ApproveAsync(id, Ben, null, Cancel)).Approval!.State);
        await one.RunOf(id);
        _kind.Answer = new Execution.Done();
        await Hosting.Patience.UntilAsync(
            async () =>
            {
                await two.TendSharedAsync();
                await two.RunOf(id);
                return two.Find(id) is { State: ApprovalState.Executed };
            },
            () => $"it is {two.Find(id)?.State}");
        await one.TendSharedAsync();
        Assert.Equal(ApprovalState.Executed, one.Find(id)!.State);
    }

    /// <summary>What two nodes did is one list at each, in order of time, and one export that verifies.</summary>
    [Fact]
    public async Task Trails_OfTwoNodes_AreReadAndExportedAsOne()
    {
        using var store = await PostgresStore.CreateAsync();
        var key = AuditKey.Open(Path.Combine(_folder, "keys"));
        var trails = new List<(AuditTrail Trail, SharedTrails Shared, string Node)>();
        foreach (var node in (string[])["node1", "node2"])
        {
            var trail = Trail(node, key);
            trails.Add((trail, new SharedTrails(store, node, trail.Folder), node));
        }

        for (var number = 0; number < 7; number++)
            foreach (var (trail, _, node) in trails)
                trail.Append(new AuditEntry
                {
                    What = $"act.{number}.{node}",
                    Outcome = AuditOutcome.Done,
                    Who = Anna,
                });
        foreach (var (_, shared, _) in trails) Assert.True(await shared.CopyAsync(Cancel));
        var expected = Enumerable.Range(0, 7).SelectMany(number => trails.Select(one => $"act.{number}.{one.Node}"))
            .Reverse().ToArray();
        foreach (var (trail, shared, node) in trails)
        {
            var search = new SharedSearch(
                trail.Folder, new AuditOptions(), NullLogger<SharedSearch>.Instance, shared, node);
            var (found, before) = (new List<string>(), (long?)long.MaxValue);
            while (before is { } at)
            {
                var page = await search.FindAsync(new AuditQuestion(Before: at), 4, Cancel);
                found.AddRange(page.Items.Select(one => one.Entry.What));
                before = page.Next;
                Assert.False(page.Partial);
            }

            Assert.Equal(expected, found);
            using var file = new MemoryStream();
            await new AuditExport(trail.Folder, key, shared)
                .WriteAllAsync(file, TimeProvider.System.GetUtcNow(), Cancel);
            var verdict = AuditVerifier.Verify(file.ToArray(), key.Public);
            Assert.Equal((null, 14), (verdict.Fault, verdict.Entries));
            var bytes = file.ToArray();
            bytes[^20] ^= 1;
            Assert.NotNull(AuditVerifier.Verify(bytes, key.Public).Fault);
        }

        await store.AskAsync("ALTER TABLE audit_line RENAME TO away");
        var alone = await new SharedSearch(
            trails[0].Trail.Folder, new AuditOptions(), NullLogger<SharedSearch>.Instance, trails[0].Shared, "node1")
            .FindAsync(new AuditQuestion(), 100, Cancel);
        Assert.True(alone.Partial);
        Assert.Equal(7, alone.Items.Count);
    }

    public void Dispose()
    {
        foreach (var trail in _trails) trail.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ApprovalDesk Desk(PostgresStore store, string node) => new(
        Trail(node, AuditKey.Open(Path.Combine(_folder, "keys"))), () => [_kind], new AuditOptions(),
        TimeProvider.System, NullLogger<ApprovalDesk>.Instance, new ApprovalLedger(store, node));

    private AuditTrail Trail(string node, AuditKey key)
    {
        var trail = AuditTrail.Open(
            Path.Combine(_folder, node, "audit"), Path.Combine(_folder, node, "spool"), key, new AuditOptions(),
            TimeProvider.System, NullLogger.Instance);
        _trails.Add(trail);
        return trail;
    }

    private static Proposal Raise(string on = "campaign/autumn") => new(
        CountingKind.Name1, on, "autumn", "the first round was gone in a minute",
        [Change.Of("/batches/lunch/stock", new BilingualText("库存", "stock"), "1000", "1200")],
        JsonSerializer.SerializeToElement(new { want = "more" }));

    private sealed class CountingKind : IApprovalKind
    {
        public const string Name1 = "campaign.raise";
        private readonly List<string> _executed = [];

        public IReadOnlyList<string> Executed
        {
            get { lock (_executed) return [.. _executed]; }
        }

        public Execution Answer { get; set; } = new Execution.Done();

        public string Id => Name1;

        public BilingualText Name { get; } = new("增加库存", "Raise the stock");

        public IReadOnlyList<string> Proposers { get; } = ["operator"];

        public IReadOnlyList<string> Approvers { get; } = ["finance"];

        public TimeSpan Life { get; } = TimeSpan.FromHours(4);

        public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
        {
            await Task.Yield();
            if (Answer is Execution.Done)
                lock (_executed) _executed.Add(approved.Id);
            return Answer;
        }
    }
}
