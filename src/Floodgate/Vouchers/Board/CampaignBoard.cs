using System.Threading.Channels;

namespace Floodgate.Vouchers.Board;

/// <summary>One campaign's seconds and who watches them.</summary>
internal sealed class CampaignBoard(int pointsMax)
{
    private readonly Lock _gate = new();
    private readonly Queue<BoardPoint> _points = new();
    private readonly List<Channel<BoardView>> _watchers = [];
    private SignalsReading? _last;
    private BoardView? _view;

    public BoardView? View
    {
        get { lock (_gate) return _view; }
    }

    /// <summary>
    /// Adds the second that has passed and hands the new view to everyone: one sample, however many watch.
    /// </summary>
    public void Sample(BoardSubject subject, DateTimeOffset now, TimeSpan monotonic)
    {
        var reading = SignalsReading.Take(subject.Signals, monotonic);
        lock (_gate)
        {
            if (_last is not null)
            {
                if (_points.Count >= pointsMax)
                    _points.Dequeue();
                _points.Enqueue(reading.Since(_last, now));
            }

            _last = reading;
            _view = ViewOf(subject, now);
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(_view);
        }
    }

    public Channel<BoardView> Join()
    {
        // A slow reader loses old seconds, never the newest, and never holds the sampler up.
        var channel = Channel.CreateBounded<BoardView>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            _watchers.Add(channel);
            if (_view is not null)
                channel.Writer.TryWrite(_view);
        }

        return channel;
    }

    public void Leave(Channel<BoardView> channel)
    {
        lock (_gate)
            _watchers.Remove(channel);
        channel.Writer.TryComplete();
    }

    /// <summary>The campaign is gone: its watchers' sequences end.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
                watcher.Writer.TryComplete();
            _watchers.Clear();
        }
    }

    private BoardView ViewOf(BoardSubject subject, DateTimeOffset now) => new()
    {
        Campaign = new BoardCampaign(subject.Id, subject.Name, subject.Phase),
        TimeZone = subject.TimeZone,
        Now = now,
        OpensAt = subject.OpensAt,
        ClosesAt = subject.ClosesAt,
        Pauses = subject.Pauses,
        Batches = subject.Batches,
        Regions = subject.Regions,
        Points = [.. _points],
    };
}
