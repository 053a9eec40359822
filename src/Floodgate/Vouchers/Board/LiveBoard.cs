using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Board;

/// <summary>
/// The live board: once a second it reads every campaign's signals, keeps the last minutes as points and hands each new
/// view to whoever watches. It reads counters only, so the way of a claim does not feel it.
/// </summary>
public sealed class LiveBoard : BackgroundService
{
    private readonly ConcurrentDictionary<string, CampaignBoard> _boards = new(StringComparer.Ordinal);
    private readonly BoardSource _source;
    private readonly BoardOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private int _watchers;

    internal LiveBoard(BoardSource source, IOptions<BoardOptions> options, TimeProvider clock)
    {
        (_source, _options, _clock) = (source, options.Value, clock);
        _began = clock.GetTimestamp();
    }

    /// <summary>The campaigns there are, in the order of their source.</summary>
    public IReadOnlyList<BoardCampaign> Campaigns =>
        [.. _source.Subjects().Select(one => new BoardCampaign(one.Id, one.Name, one.Phase))];

    /// <summary>The newest view, or null for a campaign that is unknown or younger than a second.</summary>
    public BoardView? Get(string campaign) => _boards.GetValueOrDefault(campaign)?.View;

    /// <summary>
    /// The newest view at once, then one a second; a slow reader skips seconds. Ends when the campaign is gone, and
    /// at once
    /// when it is unknown or <see cref="BoardOptions.WatchersMax"/> are watching already.
    /// </summary>
    public async IAsyncEnumerable<BoardView> WatchAsync(
        string campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_boards.TryGetValue(campaign, out var board))
            yield break;
        if (Interlocked.Increment(ref _watchers) > _options.WatchersMax)
        {
            Interlocked.Decrement(ref _watchers);
            yield break;
        }

        var channel = board.Join();
        try
        {
            await foreach (var view in channel.Reader.ReadAllAsync(cancellationToken))
                yield return view;
        }
        finally
        {
            board.Leave(channel);
            Interlocked.Decrement(ref _watchers);
        }
    }

    internal void Sample()
    {
        var now = _clock.GetUtcNow();
        var monotonic = _clock.GetElapsedTime(_began);
        var subjects = _source.Subjects();
        foreach (var subject in subjects)
            _boards.GetOrAdd(subject.Id, _ => new CampaignBoard(_options.PointsMax)).Sample(subject, now, monotonic);
        foreach (var gone in _boards.Keys.Except(subjects.Select(one => one.Id), StringComparer.Ordinal).ToList())
        {
            if (_boards.TryRemove(gone, out var board))
                board.Close();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The timer first: whoever sees the first sample may count on the next.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        Sample();
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Sample();
    }
}
