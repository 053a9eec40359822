using System.Diagnostics.Metrics;

namespace Floodgate.Foundation.Signals;

/// <summary>The counters and gauges as instruments: read from the rows when a listener asks, nothing on the way
/// itself.</summary>
internal static class SignalInstruments
{
    public static void Create(Meter meter, WaySignals signals)
    {
        Count(meter, signals, "floodgate.request.count", "{request}", "Requests that arrived", CounterColumn.Requests);
        Count(meter, signals, "floodgate.request.answered", "{request}", "Requests answered", CounterColumn.Answered);
        Count(meter, signals, "floodgate.admission.count", "{request}", "Requests admitted", CounterColumn.Admitted);
        Count(meter, signals, "floodgate.queue.count", "{command}", "Commands taken in batches", CounterColumn.Queued);
        Count(meter, signals, "floodgate.decision.count", "{command}", "Commands decided", CounterColumn.Decided);
        Count(meter, signals, "floodgate.journal.count", "{commit}", "Batches made durable", CounterColumn.Commits);
        Count(meter, signals, "floodgate.journal.bytes", "By", "Bytes made durable", CounterColumn.JournalBytes);
        meter.CreateObservableCounter("floodgate.receipt.count", () => Receipts(signals), "{receipt}", "Receipts");
        meter.CreateObservableCounter("floodgate.refusal.count", () => Refusals(signals), "{request}", "Refused");
        meter.CreateObservableGauge("floodgate.queue.depth", () => Depths(signals), "{command}", "Commands waiting");
        meter.CreateObservableGauge("floodgate.stock.remaining", () => Remaining(signals), "{voucher}", "Stock left");
    }

    private static void Count(
        Meter meter, WaySignals signals, string name, string unit, string meaning, CounterColumn column) =>
        meter.CreateObservableCounter(
            name, () => signals.All.Select(one => new Measurement<long>(one.Count(column), Of(one))), unit, meaning);

    private static IEnumerable<Measurement<long>> Receipts(WaySignals signals)
    {
        foreach (var one in signals.All)
        {
            yield return new(one.Count(CounterColumn.Issued), Of(one), new("repeated", false));
            yield return new(one.Count(CounterColumn.Repeated), Of(one), new("repeated", true));
        }
    }

    private static IEnumerable<Measurement<long>> Refusals(WaySignals signals)
    {
        foreach (var one in signals.All)
        {
            foreach (var station in Enum.GetValues<Station>())
            {
                for (var code = 0; code < RefusalColumns.Codes.Length; code++)
                {
                    var count = one.RefusedCount(station, code);
                    if (count > 0)
                        yield return new(count, Of(one), At(station), new("code", RefusalColumns.Codes[code]));
                }
            }
        }
    }

    private static IEnumerable<Measurement<long>> Depths(WaySignals signals) =>
        signals.All.Select(one => new Measurement<long>(one.Gauges.Depth, Of(one)));

    private static IEnumerable<Measurement<long>> Remaining(WaySignals signals) =>
        signals.All.SelectMany(one => one.Gauges.Remaining.Select((left, batch) =>
            new Measurement<long>(left, Of(one), new KeyValuePair<string, object?>("batch", batch))));

    private static KeyValuePair<string, object?> At(Station station) => new("station", Stations.Names[(int)station]);

    private static KeyValuePair<string, object?> Of(CampaignSignals one) => new("campaign", one.Campaign);
}
