using System.Security.Claims;
using System.Text.Json;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Audit;

public sealed class ApprovalDeskTests : IDisposable
{
    private readonly AuditFolder _folder = new();
    private readonly RaiseKind _kind = new();
    private ApprovalDesk _desk;

    public ApprovalDeskTests() => _desk = OpenDesk();

    [Fact]
    public async Task Proposal_ApprovedByAnother_IsCarriedOutOnceAndChained()
    {
        var proposed = _desk.Propose(Raise(), AuditFolder.Anna).Approval!;
        Assert.Equal(ApprovalState.Open, proposed.State);
        var approved = await _desk.ApproveAsync(proposed.Id, AuditFolder.Ben, "read it", CancellationToken.None);
        Assert.Equal((ApprovalAnswer.Done, ApprovalState.Executed), (approved.Answer, approved.Approval!.State));
        var again = await _desk.ApproveAsync(proposed.Id, AuditFolder.Ben, null, CancellationToken.None);
        Assert.Equal(ApprovalAnswer.Decided, again.Answer);
        _desk.Tend();
        Assert.Equal([proposed.Id], _kind.Executed);

        var trail = _folder.Read();
        Assert.Equal(["approval.proposed", "approval.approved", "approval.executed"], trail.Select(one => one.What));
        Assert.Equal(("anna", "ben"), (trail[2].Who.Person, trail[2].Approver));
        Assert.Equal("1200", trail[2].Changes![0].After!.En);
        Assert.Null(Exported.Verdict(_folder).Fault);
    }

    [Fact]
    public async Task Proposer_MayNotApprove_NotWithAnotherCredentialOfTheirsEither()
    {
        var id = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        Who[] own =
        [
            AuditFolder.Anna with { Roles = ["finance"] },
            Who.Of(KeyOf("annas-script", owner: "anna")),
            Who.Of(KeyOf("annas-script", owner: "Anna")),
            Who.Of(KeyOf("anybodys", owner: null)),
        ];
        foreach (var one in own)
        {
            var reply = await _desk.ApproveAsync(id, one, null, CancellationToken.None);
            Assert.Equal(ApprovalAnswer.SamePerson, reply.Answer);
            Assert.Equal(ApprovalAnswer.SamePerson, (await _desk.RefuseAsync(id, one, null, default)).Answer);
        }

        Assert.Empty(_kind.Executed);
        Assert.Equal(8, _folder.Read().Count(one => one.Code == "approver-is-author"));
        var second = await _desk.ApproveAsync(id, Who.Of(KeyOf("bens", "ben")), null, CancellationToken.None);
        Assert.Equal(ApprovalState.Executed, second.Approval!.State);
    }

    [Theory]
    [InlineData("auditor")]
    [InlineData("responder")]
    [InlineData("service")]
    [InlineData("operator")]
    [InlineData("till")]
    public async Task RoleThatMayNotDecide_IsRefused(string role)
    {
        var id = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        var other = new Who("carl", [role], "api", null, null);
        var approved = await _desk.ApproveAsync(id, other, null, CancellationToken.None);
        Assert.Equal(ApprovalAnswer.NotAllowed, approved.Answer);
        Assert.Equal(ApprovalAnswer.NotAllowed, (await _desk.RefuseAsync(id, other, null, default)).Answer);
        Assert.Equal(ApprovalAnswer.NotAllowed, (await _desk.WithdrawAsync(id, other, null, default)).Answer);
        Assert.Equal(ApprovalState.Open, _desk.Find(id)!.State);
        Assert.Empty(_kind.Executed);
    }

    [Fact]
    public void Proposal_WithoutReasonOrRole_OrBesideOneThatWaits_IsRefused()
    {
        var silent = Raise() with { Reason = " " };
        Assert.Equal(ApprovalAnswer.ReasonMissing, _desk.Propose(silent, AuditFolder.Anna).Answer);
        Assert.Equal(ApprovalAnswer.NotAllowed, _desk.Propose(Raise(), AuditFolder.Ben).Answer);
        Assert.Equal(ApprovalAnswer.Unknown, _desk.Propose(Raise() with { Kind = "x" }, AuditFolder.Anna).Answer);
        var first = _desk.Propose(Raise(), AuditFolder.Anna).Approval!;
        Assert.Equal(first.Id, _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id);
        Assert.Equal(ApprovalAnswer.Pending, _desk.Propose(Raise(), AuditFolder.Anna).Answer);
        var other = Raise() with { On = "campaign/winter" };
        Assert.Equal(ApprovalAnswer.Done, _desk.Propose(other, AuditFolder.Anna).Answer);
    }

    [Fact]
    public async Task Proposal_RefusedWithdrawnOrExpired_IsNeverCarriedOut()
    {
        var refused = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        var no = await _desk.RefuseAsync(refused, AuditFolder.Ben, "too much", default);
        Assert.Equal(ApprovalAnswer.Done, no.Answer);
        var withdrawn = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        Assert.Equal(ApprovalAnswer.NotAllowed, await AnswerAsync(AuditFolder.Ben));
        Assert.Equal(ApprovalAnswer.Done, await AnswerAsync(AuditFolder.Anna));
        var expired = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        _folder.Clock.Advance(_kind.Life);
        Assert.Equal(ApprovalState.Expired, _desk.Find(expired)!.State);
        var late = await _desk.ApproveAsync(expired, AuditFolder.Ben, null, CancellationToken.None);
        Assert.Equal(ApprovalAnswer.Expired, late.Answer);
        _desk.Tend();
        Assert.Equal("approval.expired", _folder.Read()[^1].What);
        foreach (var id in (string[])[refused, withdrawn])
            Assert.Equal(ApprovalAnswer.Decided,
                (await _desk.ApproveAsync(id, AuditFolder.Ben, null, CancellationToken.None)).Answer);
        Assert.Empty(_kind.Executed);

        async Task<ApprovalAnswer> AnswerAsync(Who by) =>
            (await _desk.WithdrawAsync(withdrawn, by, null, CancellationToken.None)).Answer;
    }

    [Fact]
    public async Task Approved_WhenTheProcessIsKilledBeforeItIsCarriedOut_IsCarriedOutByTheNextOne()
    {
        var id = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        _kind.Answer = new Execution.Unavailable("the journal is away");
        var reply = await _desk.ApproveAsync(id, AuditFolder.Ben, null, CancellationToken.None);
        Assert.Equal(ApprovalState.Approved, reply.Approval!.State);

        _folder.Reopen();
        _kind.Answer = new Execution.Done();
        _desk = OpenDesk();
        Assert.Equal("more", JsonSerializer.Deserialize<JsonElement>(
            _desk.Find(id)!.Proposal.Payload.GetRawText()).GetProperty("want").GetString());
        _desk.Tend();
        await _kind.Ran.WaitAsync(TimeSpan.FromSeconds(60));
        await Eventually(() => _desk.Find(id)!.State == ApprovalState.Executed);
        _desk = OpenDesk();
        Assert.Equal(ApprovalState.Executed, _desk.Find(id)!.State);
    }

    [Fact]
    public async Task Approved_WhoseStorageStaysAway_FailsAfterItsTime()
    {
        var id = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        _kind.Answer = new Execution.Unavailable("the journal is away");
        await _desk.ApproveAsync(id, AuditFolder.Ben, null, CancellationToken.None);
        _folder.Clock.Advance(TimeSpan.FromMinutes(_folder.Options.ExecuteMinutesMax + 1));
        _desk.Tend();
        await Eventually(() => _desk.Find(id)!.State == ApprovalState.Failed);
        Assert.Equal("failed", _folder.Read()[^1].Outcome);
    }

    /// <summary>A voucher that was given is never told as not carried out, however long its mark waits.</summary>
    [Fact]
    public async Task Approved_OfWhichAPartHasHappened_IsTriedUntilItIsDone()
    {
        var id = _desk.Propose(Raise(), AuditFolder.Anna).Approval!.Id;
        _kind.Answer = new Execution.Unavailable("the mark waits", Begun: true);
        await _desk.ApproveAsync(id, AuditFolder.Ben, null, CancellationToken.None);
        _folder.Clock.Advance(TimeSpan.FromMinutes(_folder.Options.ExecuteMinutesMax + 1));
        // The third try begins once the second, which came too late, has ended.
        await Eventually(() => Tended() && _kind.Tries > 2);
        Assert.Equal(ApprovalState.Approved, _desk.Find(id)!.State);
        _kind.Answer = new Execution.Done();
        await Eventually(() => Tended() && _desk.Find(id)!.State == ApprovalState.Executed);

        bool Tended()
        {
            _folder.Clock.Advance(TimeSpan.FromMinutes(1));
            _desk.Tend();
            return true;
        }
    }

    [Fact]
    public void Trail_ThatCannotBeWritten_TakesNoProposal()
    {
        _folder.Trail.Dispose();
        Directory.Delete(_folder.Files, recursive: true);
        File.WriteAllText(_folder.Files, "in the way");
        Assert.Equal(ApprovalAnswer.Unavailable, _desk.Propose(Raise(), AuditFolder.Anna).Answer);
        Assert.Empty(_desk.All);
        File.Delete(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static Proposal Raise() => new(
        "campaign.raise", "campaign/autumn", "autumn", "the first round was gone in a minute",
        [Change.Of("/batches/dining-30/stock", new BilingualText("库存", "stock"), "1000", "1200")],
        JsonSerializer.SerializeToElement(new { want = "more" }));

    private static ClaimsPrincipal KeyOf(string name, string? owner)
    {
        var identity = new ClaimsIdentity("ApiKey");
        identity.AddClaim(new Claim(ClaimTypes.Name, name));
        identity.AddClaim(new Claim(ClaimTypes.Role, Roles.Finance));
        identity.AddClaim(new Claim(ApiKeyScheme.KeyIdClaim, "abcd1234"));
        if (owner is not null) identity.AddClaim(new Claim(StaffPerson.OwnerClaim, owner));
        return new ClaimsPrincipal(identity);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private ApprovalDesk OpenDesk() => new(
        _folder.Trail, () => [_kind], _folder.Options, _folder.Clock, NullLogger<ApprovalDesk>.Instance);

    private sealed class RaiseKind : IApprovalKind
    {
        private readonly TaskCompletionSource _ran = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Id => "campaign.raise";

        public BilingualText Name => new("加量", "Raise");

        public IReadOnlyList<string> Proposers => [Roles.Operator];

        public IReadOnlyList<string> Approvers => [Roles.Finance];

        public TimeSpan Life => TimeSpan.FromHours(24);

        public Execution Answer { get; set; } = new Execution.Done();

        public List<string> Executed { get; } = [];

        public Task Ran => _ran.Task;

        public int Tries { get; private set; }

        public Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
        {
            Tries++;
            if (Answer is Execution.Done)
            {
                Executed.Add(approved.Id);
                _ran.TrySetResult();
            }

            return Task.FromResult(Answer);
        }
    }
}
