using System.Diagnostics;

namespace Floodgate.Vouchers.Lanes;

/// <summary>
/// One request waiting for its answer. Answered once: by the book, or by the clock. What follows runs where it is
/// answered: waking a thread for each answer of a batch cost more than the answers.
/// </summary>
internal sealed class LaneWaiter<TRequest, TAnswer>(TRequest request, long startedTicks)
    : TaskCompletionSource<TAnswer>
{
    public TRequest Request { get; } = request;

    /// <summary>Stopwatch ticks when the request arrived: the promise of an answer counts from there.</summary>
    public long StartedTicks { get; } = startedTicks;

    /// <summary>What it is told when no answer comes in time: what is known of it so far.</summary>
    public LaneRefusal Otherwise { get; private set; } = LaneRefusal.Overloaded;

    /// <summary>What once may have happened may have happened for good.</summary>
    public void NotAnswered(LaneRefusal why)
    {
        if (Otherwise != LaneRefusal.Unknown) Otherwise = why;
    }
}

/// <summary>
/// The way from this front end to one book: what arrived while earlier calls were under way goes as one grain call.
/// Bounded in requests and calls; whatever happens to a call, each request is answered in time.
/// </summary>
internal sealed class BookLane<TRequest, TAnswer>(LaneTerms<TRequest, TAnswer> terms, TimeProvider clock)
{
    private const int AnsweredTogether = 16;
    private static readonly TimeSpan AgainFirst = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan AgainMost = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly HashSet<LaneWaiter<TRequest, TAnswer>[]> _sent = [];
    private List<LaneWaiter<TRequest, TAnswer>> _pending = [];
    private int _calls;

    private long Limit => terms.AnswerMillisecondsMax * (Stopwatch.Frequency / 1000);

    /// <summary>False: too many wait already; nothing of the request happened.</summary>
    public bool TryAdd(LaneWaiter<TRequest, TAnswer> waiter)
    {
        lock (_gate)
        {
            if (_pending.Count >= terms.RequestsMax()) return false;
            _pending.Add(waiter);
            if (_calls >= terms.CallsMax) return true;
            _calls++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.SendAsync(), this, preferLocal: false);
        return true;
    }

    /// <summary>Answers what has waited too long: unsent is refused, sent may yet happen and is told so.</summary>
    public void AnswerLate(long nowTicks)
    {
        var limit = Limit;
        List<LaneWaiter<TRequest, TAnswer>>? unsent = null, sent = null;
        lock (_gate)
        {
            _pending.RemoveAll(waiter => nowTicks - waiter.StartedTicks > limit && Add(ref unsent, waiter));
            foreach (var call in terms.AnswersSent ? _sent : [])
                foreach (var waiter in call)
                    if (nowTicks - waiter.StartedTicks > limit && !waiter.Task.IsCompleted) Add(ref sent, waiter);
        }

        unsent?.ForEach(waiter => waiter.TrySetResult(terms.Refuse(waiter.Otherwise)));
        sent?.ForEach(waiter => waiter.TrySetResult(terms.Refuse(LaneRefusal.Unknown)));
    }

    private static bool Add(ref List<LaneWaiter<TRequest, TAnswer>>? list, LaneWaiter<TRequest, TAnswer> waiter)
    {
        (list ??= []).Add(waiter);
        return true;
    }

    private async Task SendAsync()
    {
        var again = AgainFirst;
        while (Take() is { } call)
        {
            var requests = new TRequest[call.Length];
            for (var i = 0; i < call.Length; i++) requests[i] = call[i].Request;
            var (answers, otherwise) = await AskAsync(requests);
            if (answers is not null || !terms.HoldsOn)
            {
                Answer(call, answers, otherwise);
                lock (_gate) _sent.Remove(call);
                again = AgainFirst;
                continue;
            }

            PutBack(call, otherwise);
            await Task.Delay(again, clock);
            again = again * 2 < AgainMost ? again * 2 : AgainMost;
        }
    }

    /// <summary>In front of those who came later; who has waited too long meanwhile is not sent again.</summary>
    private void PutBack(LaneWaiter<TRequest, TAnswer>[] call, LaneRefusal why)
    {
        foreach (var waiter in call) waiter.NotAnswered(why);
        var late = call.Where(waiter => Stopwatch.GetTimestamp() - waiter.StartedTicks > Limit).ToArray();
        lock (_gate)
        {
            _sent.Remove(call);
            _pending.InsertRange(0, call.Except(late).Where(waiter => !waiter.Task.IsCompleted));
        }

        foreach (var waiter in late) waiter.TrySetResult(terms.Refuse(waiter.Otherwise));
    }

    /// <summary>The next call's requests; null: nothing waits, and this sender has ended.</summary>
    private LaneWaiter<TRequest, TAnswer>[]? Take()
    {
        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                _calls--;
                return null;
            }

            var count = Math.Min(_pending.Count, terms.CallRequestsMax);
            var call = _pending.GetRange(0, count).ToArray();
            if (count == _pending.Count) _pending = new List<LaneWaiter<TRequest, TAnswer>>(count);
            else _pending.RemoveRange(0, count);
            _sent.Add(call);
            return call;
        }
    }

    private async Task<(TAnswer[]? Answers, LaneRefusal Otherwise)> AskAsync(TRequest[] requests)
    {
        try
        {
            var answers = await terms.Ask(requests);
            return (answers, answers is { Length: 0 } ? LaneRefusal.Overloaded : LaneRefusal.Unavailable);
        }
#pragma warning disable CA1031 // A call that broke has said nothing about its requests.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (null, LaneRefusal.Unknown);
        }
    }

    private void Answer(LaneWaiter<TRequest, TAnswer>[] call, TAnswer[]? answers, LaneRefusal otherwise)
    {
        for (var start = 0; start < call.Length; start += AnsweredTogether)
        {
            var answering = new Answering(call, answers, start, terms.Refuse(otherwise), terms);
            ThreadPool.UnsafeQueueUserWorkItem(answering, preferLocal: false);
        }
    }

    /// <summary>
    /// A few answers of a call on one thread: enough to be worth waking it, few enough to use every core.
    /// </summary>
    private sealed class Answering(
        LaneWaiter<TRequest, TAnswer>[] call, TAnswer[]? answers, int start, TAnswer otherwise,
        LaneTerms<TRequest, TAnswer> terms) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            var end = Math.Min(call.Length, start + AnsweredTogether);
            for (var i = start; i < end; i++)
                call[i].TrySetResult(Of(call[i], answers?.Length > i ? answers[i] : otherwise));
        }

        private TAnswer Of(LaneWaiter<TRequest, TAnswer> waiter, TAnswer answer) =>
            waiter.Otherwise == LaneRefusal.Unknown && terms.SaysNothingHappened(answer)
                ? terms.Refuse(LaneRefusal.Unknown) : answer;
    }
}
