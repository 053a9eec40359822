using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Claims;

/// <summary>
/// A batch of claims as one command. Claims that wait for stock are decided again; the others keep their answers.
/// </summary>
internal sealed class ClaimCommand(ClaimRequest[] requests) : BookCommand
{
    private readonly ClaimAnswer[] _answers = new ClaimAnswer[requests.Length];
    private readonly TaskCompletionSource<ClaimAnswer[]> _done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _waiting = [];
    private readonly List<int> _decided = [];
    private bool _begun;
    private bool _independent = true;

    public override int Weight => requests.Length;

    public override bool Bounded => true;

    /// <summary>
    /// All are persons the book does not know, told that a batch is sold out since before this round.
    /// </summary>
    public override bool IsIndependent => _independent;

    public Task<ClaimAnswer[]> Answers => _done.Task;

    public override bool Decide(Storage.Book book, EventWriter events, long nowMicros, bool expired)
    {
        var vouchers = (VoucherBook)book;
        _decided.Clear();
        if (!_begun)
        {
            _begun = true;
            for (var i = 0; i < requests.Length; i++) DecideOne(vouchers, i, events, nowMicros, expired);
            return _waiting.Count == 0;
        }

        var again = _waiting.ToArray();
        _waiting.Clear();
        foreach (var i in again)
        {
            vouchers.Stock[requests[i].Batch].Waiting--;
            DecideOne(vouchers, i, events, nowMicros, expired);
        }

        return _waiting.Count == 0;
    }

    public override void Settle(CommitOutcome outcome, bool final)
    {
        if (outcome != CommitOutcome.Committed)
        {
            var kind = outcome == CommitOutcome.Unknown ? ClaimKind.Unknown : ClaimKind.Unavailable;
            // A key that is known has its receipt, whatever became of this round: 'nothing happened' would be a lie.
            foreach (var i in _decided)
                _answers[i] = ClaimAnswer.Refuse(_answers[i].Kind == ClaimKind.Repeated ? ClaimKind.Unknown : kind);
        }

        _decided.Clear();
        if (!final) return;
        foreach (var i in _waiting) _answers[i] = ClaimAnswer.Refuse(ClaimKind.Unavailable);
        _done.TrySetResult(_answers);
    }

    public override void Abandon()
    {
        if (_done.Task.IsCompleted) return;
        // The book may have closed while it was deciding this very command: what was decided then is in no row.
        foreach (var i in _decided) _answers[i] = default;
        foreach (ref var answer in _answers.AsSpan())
            if (answer.Kind == ClaimKind.None) answer = ClaimAnswer.Refuse(ClaimKind.Unavailable);
        _done.TrySetResult(_answers);
    }

    private void DecideOne(VoucherBook book, int i, EventWriter events, long nowMicros, bool expired)
    {
        var answer = ClaimDecision.Decide(book, requests[i], events, nowMicros);
        if (answer.Kind == ClaimKind.None && expired) answer = ClaimAnswer.Refuse(ClaimKind.Overloaded);
        if (answer.Kind == ClaimKind.None)
        {
            book.Stock[requests[i].Batch].Waiting++;
            _waiting.Add(i);
            _independent = false;
            return;
        }

        _independent &= answer.Kind == ClaimKind.SoldOut && answer.Independent;
        _answers[i] = answer;
        _decided.Add(i);
    }
}
