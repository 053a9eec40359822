using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.People;

/// <summary>What came of a test. <see cref="Sending"/> lasts seconds.</summary>
internal enum ReachOutcome { Sending, Sent, Failed, TimedOut }

/// <summary>One test of one person's channel.</summary>
/// <param name="Mask">The address with most of it hidden: also says whether the test was of today's address.</param>
/// <param name="Why">A word of the channel's, when it failed.</param>
internal sealed record ReachTest(
    string MessageId, string Person, ChannelKind Kind, string Mask, ReachOutcome Outcome, string? Why, string Actor,
    DateTimeOffset At);

/// <summary>The last test of every channel, in memory, and those that the database does not have yet.</summary>
internal sealed class ReachBook(PeopleOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Person, ChannelKind Kind, string Mask), ReachTest> _last = [];
    private readonly Queue<ReachTest> _waiting = new();
    private int _running;

    public IReadOnlyList<ReachTest> All
    {
        get
        {
            lock (_gate) return [.. _last.Values];
        }
    }

    public IReadOnlyList<ReachTest> Waiting
    {
        get
        {
            lock (_gate) return [.. _waiting];
        }
    }

    /// <summary>Begins all of them, or says no because too many run or one was tested just now.</summary>
    public bool TryBegin(IReadOnlyList<ReachTest> tests)
    {
        lock (_gate)
        {
            if (_running + tests.Count > options.ReachTestsMax) return false;
            var pause = TimeSpan.FromSeconds(options.ReachTestPauseSeconds);
            if (tests.Any(test => _last.TryGetValue(KeyOf(test), out var last)
                && (last.Outcome == ReachOutcome.Sending || test.At - last.At < pause))) return false;
            _running += tests.Count;
            foreach (var test in tests) _last[KeyOf(test)] = test;
            return true;
        }
    }

    public void End(ReachTest test)
    {
        lock (_gate)
        {
            _running--;
            _last[KeyOf(test)] = test;
            if (_waiting.Count >= options.WaitingMax) _waiting.Dequeue();
            _waiting.Enqueue(test);
        }
    }

    /// <summary>The database has these now.</summary>
    public void Kept(IReadOnlyCollection<ReachTest> tests)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var first) && tests.Contains(first)) _waiting.Dequeue();
        }
    }

    /// <summary>From the database, at start.</summary>
    public void Found(IEnumerable<ReachTest> tests)
    {
        lock (_gate)
        {
            foreach (var test in tests)
                if (!_last.TryGetValue(KeyOf(test), out var known) || known.At < test.At) _last[KeyOf(test)] = test;
        }
    }

    private static (string, ChannelKind, string) KeyOf(ReachTest test) => (test.Person, test.Kind, test.Mask);
}
