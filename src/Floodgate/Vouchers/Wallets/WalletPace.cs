using System.Collections.Concurrent;
using Floodgate.Foundation;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// How often one person may read their wallet: one moment a person, by which their reads so far would be due at the
/// long-run rate (the virtual scheduling of ITU-T I.371). Bounded by two generations: when the young one is full it
/// becomes the old one.
/// </summary>
internal sealed class WalletPace(IOptions<WalletsOptions> options, TimeProvider clock)
{
    private readonly int _eachMax = (options.Value.ReadersRememberedMax + 1) / 2;
    private readonly long _readMicros = 60_000_000L / options.Value.ReadsPerMinuteMax;
    private readonly int _burst = options.Value.ReadsBurstMax;
    private readonly long _started = clock.GetTimestamp();
    private volatile Generations _readers = new(new(), new());

    public int Readers => _readers.Young.Count + _readers.Old.Count;

    /// <summary>Null: go on. Else how long to wait: this read does not count.</summary>
    public TimeSpan? Take(PersonId person)
    {
        var now = (long)clock.GetElapsedTime(_started).TotalMicroseconds;
        var readers = _readers;
        while (true)
        {
            var isYoung = readers.Young.TryGetValue(person, out var due);
            if (!isYoung) readers.Old.TryGetValue(person, out due);
            var next = Math.Max(due, now) + _readMicros;
            var early = next - now - (_readMicros * _burst);
            if (early > 0) return TimeSpan.FromMicroseconds(early);
            if (isYoung ? readers.Young.TryUpdate(person, next, due) : readers.Young.TryAdd(person, next)) break;
        }

        // Counting a dictionary locks it whole; a person more or less in a generation harms nobody.
        if (readers.IsTimeToCount() && readers.Young.Count >= _eachMax)
            Interlocked.CompareExchange(ref _readers, new Generations(new(), readers.Young), readers);
        return null;
    }

    private sealed class Generations(
        ConcurrentDictionary<PersonId, long> young, ConcurrentDictionary<PersonId, long> old)
    {
        private int _taken;

        public ConcurrentDictionary<PersonId, long> Young => young;

        public ConcurrentDictionary<PersonId, long> Old => old;

        public bool IsTimeToCount() => Interlocked.Increment(ref _taken) % 64 == 0;
    }
}
