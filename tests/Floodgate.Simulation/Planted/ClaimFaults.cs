using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Simulation.Planted;

/// <summary>A claim is answered when it is decided, not when its row is durable.</summary>
internal sealed class AnsweredBeforeCommit : PlantedFault
{
    public override Task<ClaimAnswer[]?> ClaimAsync(ShardOwner owner, ClaimRequest[] requests) =>
        WrongClaim.AllAsync(owner, requests, eager: ClaimKind.Issued, forgets: false);
}

/// <summary>A duplicate is answered from an event that is not committed yet.</summary>
internal sealed class DuplicateAnsweredEarly : PlantedFault
{
    public override Task<ClaimAnswer[]?> ClaimAsync(ShardOwner owner, ClaimRequest[] requests) =>
        WrongClaim.AllAsync(owner, requests, eager: ClaimKind.Repeated, forgets: false);
}

/// <summary>The book does not know the key of a claim that it granted.</summary>
internal sealed class KeyForgotten : PlantedFault
{
    public override Task<ClaimAnswer[]?> ClaimAsync(ShardOwner owner, ClaimRequest[] requests) =>
        WrongClaim.AllAsync(owner, requests, eager: ClaimKind.None, forgets: true);
}

/// <summary>The front end says 'sold out' without asking whether the book may know the person.</summary>
internal sealed class EdgeForgetsPersons : PlantedFault
{
    public override bool IsSoldOutFor(CampaignGate gate, int batch, int shard, PersonId person) =>
        gate.IsSoldOutFor(batch, shard, new PersonId(~person.Value));
}

/// <summary>One claim as its own command, decided as the program does but for the fault.</summary>
internal sealed class WrongClaim(ClaimRequest request, ClaimKind eager, bool forgets) : BookCommand
{
    private readonly TaskCompletionSource<ClaimAnswer> _done = new();
    private ClaimAnswer _answer;
    private bool _waits;

    public static async Task<ClaimAnswer[]?> AllAsync(
        ShardOwner owner, ClaimRequest[] requests, ClaimKind eager, bool forgets)
    {
        var claims = requests.Select(request => new WrongClaim(request, eager, forgets)).ToArray();
        foreach (var claim in claims)
            if (!owner.TryEnqueue(claim)) claim.Abandon();
        return await Task.WhenAll(claims.Select(claim => claim._done.Task));
    }

    public override bool Decide(Storage.Book book, EventWriter events, long nowMicros, bool expired)
    {
        var vouchers = (VoucherBook)book;
        if (_waits) vouchers.Stock[request.Batch].Waiting--;
        _answer = ClaimDecision.Decide(vouchers, request, events, nowMicros);
        if (forgets && _answer.Kind == ClaimKind.Repeated)
            _answer = ClaimDecision.Decide(vouchers, request with { KeyHash = ~request.KeyHash }, events, nowMicros);
        if (_answer.Kind == ClaimKind.None && expired) _answer = ClaimAnswer.Refuse(ClaimKind.Overloaded);
        _waits = _answer.Kind == ClaimKind.None;
        if (_waits) vouchers.Stock[request.Batch].Waiting++;
        else if (_answer.Kind == eager) _done.TrySetResult(_answer);
        return !_waits;
    }

    public override void Settle(CommitOutcome outcome, bool final)
    {
        if (!final) return;
        var refusal = outcome == CommitOutcome.Unknown ? ClaimKind.Unknown : ClaimKind.Unavailable;
        _done.TrySetResult(outcome == CommitOutcome.Committed ? _answer : ClaimAnswer.Refuse(refusal));
    }

    public override void Abandon() => _done.TrySetResult(ClaimAnswer.Refuse(ClaimKind.Unavailable));
}
