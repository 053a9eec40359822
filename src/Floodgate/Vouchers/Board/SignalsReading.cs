using Floodgate.Foundation.Signals;

namespace Floodgate.Vouchers.Board;

/// <summary>A campaign's counters at one moment, over all nodes. A second is the difference of two.</summary>
internal sealed class SignalsReading
{
    private readonly long[] _counts = new long[(int)CounterColumn.Refusals];
    private readonly long[] _refused = new long[RefusalColumns.Codes.Length];
    private readonly long[] _flush = new long[LatencyHistogram.Buckets];
    private readonly long[] _answer = new long[LatencyHistogram.Buckets];

    private SignalsReading(long depth, TimeSpan at) => (Depth, At) = (depth, at);

    private long Depth { get; }

    private TimeSpan At { get; }

    /// <summary>Reads everything; <paramref name="at"/> is a monotonic time.</summary>
    public static SignalsReading Take(CampaignSignals signals, TimeSpan at)
    {
        var reading = new SignalsReading(signals.TotalDepth, at);
        for (var column = 0; column < reading._counts.Length; column++)
            reading._counts[column] = signals.TotalCount((CounterColumn)column);
        for (var code = 0; code < reading._refused.Length; code++)
            reading._refused[code] = Enum.GetValues<Station>().Sum(station => signals.TotalRefused(station, code));
        signals.ReadTotal(Station.Journal, reading._flush);
        signals.ReadTotal(Station.Request, reading._answer);
        return reading;
    }

    public BoardPoint Since(SignalsReading earlier, DateTimeOffset now)
    {
        var seconds = (At - earlier.At).TotalSeconds;
        double Rate(CounterColumn column) => (_counts[(int)column] - earlier._counts[(int)column]) / seconds;
        return new BoardPoint
        {
            At = now,
            Arrivals = Rate(CounterColumn.Requests),
            Admitted = Rate(CounterColumn.Admitted),
            Issued = Rate(CounterColumn.Issued),
            Refused = RefusedSince(earlier, seconds),
            QueueDepth = Depth,
            FlushP50 = LatencyHistogram.Percentile(earlier._flush, _flush, 0.5),
            FlushP99 = LatencyHistogram.Percentile(earlier._flush, _flush, 0.99),
            AnswerP50 = LatencyHistogram.Percentile(earlier._answer, _answer, 0.5),
            AnswerP99 = LatencyHistogram.Percentile(earlier._answer, _answer, 0.99),
        };
    }

    private Dictionary<string, double> RefusedSince(SignalsReading earlier, double seconds)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var code = 0; code < _refused.Length; code++)
        {
            var more = _refused[code] - earlier._refused[code];
            if (more > 0)
                rates.Add(RefusalColumns.Codes[code], more / seconds);
        }

        return rates;
    }
}
