using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Microsoft.Extensions.Hosting;

namespace Floodgate.Tills.Live.Face;

/// <summary>
/// Redemptions as they come, for the console: once a second the counters are read and the new view goes to whoever
/// watches. A till does not feel it.
/// </summary>
public sealed class LiveTills : BackgroundService
{
    private const int TopMax = 8;
    private readonly Lock _gate = new();
    private readonly List<Channel<LiveTillsView>> _watchers = [];
    private readonly Queue<TillSecond> _seconds = new();
    private readonly TillCounts _counts;
    private readonly StoreDirectory _stores;
    private readonly Gates _gates;
    private readonly TillsOptions _options;
    private readonly TimeProvider _clock;
    private TillTotals? _last;
    private LiveTillsView? _view;

    internal LiveTills(
        TillCounts counts, StoreDirectory stores, Gates gates, TillsOptions options, TimeProvider clock) =>
        (_counts, _stores, _gates, _options, _clock) = (counts, stores, gates, options, clock);

    /// <summary>The newest view; null before the first second.</summary>
    public LiveTillsView? View
    {
        get { lock (_gate) return _view; }
    }

    /// <summary>The newest view at once, then one a second; ends at once when too many watch.</summary>
    public async IAsyncEnumerable<LiveTillsView> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // A slow reader loses old seconds, never the newest, and never holds the sampler up.
        var channel = Channel.CreateBounded<LiveTillsView>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            if (_watchers.Count >= _options.LiveWatchersMax) yield break;
            _watchers.Add(channel);
            if (_view is not null) channel.Writer.TryWrite(_view);
        }

        try
        {
            await foreach (var view in channel.Reader.ReadAllAsync(cancel)) yield return view;
        }
        finally
        {
            lock (_gate) _watchers.Remove(channel);
        }
    }

    internal void Sample()
    {
        var (totals, now) = (_counts.Read(), _clock.GetUtcNow());
        lock (_gate)
        {
            if (_last is { } before)
            {
                _seconds.Enqueue(new TillSecond(
                    now, totals.Taken - before.Taken,
                    totals.Refused.Select(one => (one.Key, Rate: one.Value - before.Refused.GetValueOrDefault(one.Key)))
                        .Where(one => one.Rate > 0).ToDictionary(one => one.Key, one => (double)one.Rate)));
                while (_seconds.Count > _options.LiveSecondsMax) _seconds.Dequeue();
            }

            _last = totals;
            _view = ViewOf(totals, now);
            foreach (var watcher in _watchers) watcher.Writer.TryWrite(_view);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        Sample();
        while (await timer.WaitForNextTickAsync(stoppingToken)) Sample();
    }

    private LiveTillsView ViewOf(TillTotals totals, DateTimeOffset now) => new(
        now, [.. _seconds], totals.Taken, totals.Refused.Values.Sum(), totals.Conflicts,
        [.. totals.Recent.Select(Line)],
        [.. totals.Stores.OrderByDescending(one => one.Count).Take(TopMax).Select(one => new TopLine(
            one.Store, _stores.Find(one.Number)?.Name, one.Count, one.DiscountCents, one.OrderCents))],
        [.. totals.Stores.GroupBy(one => one.Merchant, StringComparer.Ordinal).Select(group => new TopLine(
                group.Key, null, group.Sum(one => one.Count), group.Sum(one => one.DiscountCents),
                group.Sum(one => one.OrderCents)))
            .OrderByDescending(one => one.Count).Take(TopMax)],
        _options.LiveMinutes);

    private TakeLine Line(TillTake take) => new(
        take.At, take.StoreId, _stores.Find(take.Store)?.Name, take.Merchant, take.Campaign,
        _gates.Find(take.Campaign)?.Version?.Definition.Batches.FirstOrDefault(one => one.Id == take.Batch)?.Name,
        take.Redemption, take.Voucher, new Money(take.DiscountCents, take.Currency),
        new Money(take.OrderCents, take.Currency), take.Offline,
        take.Code is { } code ? Refusals.TryFind(code, out var refusal) ? refusal.Happened : new(code, code) : null);
}
