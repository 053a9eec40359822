using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The signals as Prometheus text (exposition format 0.0.4). Counters and gauges of our meters and of the runtime are
/// asked
/// at each scrape; nothing listens between two. The stations' histograms come whole from our own buckets, so they are
/// not
/// samples, at no cost on the way. Written by hand because the released adapter doubles our meter's name, shows
/// counters
/// as gauges and needs a listener on every duration.
/// </summary>
internal sealed class PrometheusText(WaySignals signals)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] MetersShown = [WaySignals.MeterName, "System.Runtime"];

    public string Write()
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var (instrument, lines) in Observed().OrderBy(one => one.Key.Name, StringComparer.Ordinal))
        {
            var counts = instrument.GetType().Name.StartsWith("ObservableCounter", StringComparison.Ordinal);
            var name = NameOf(instrument, counts);
            Head(text, name, counts ? "counter" : "gauge", instrument.Description);
            foreach (var (tags, value) in lines)
                Line(text, name, tags, value);
        }

        foreach (var station in Enum.GetValues<Station>())
            Histogram(text, station);
        return text.ToString();
    }

    private Dictionary<Instrument, List<(string Tags, double Value)>> Observed()
    {
        var observed = new Dictionary<Instrument, List<(string, double)>>();
        void Take<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : struct, IConvertible
        {
            if (!observed.TryGetValue(instrument, out var lines))
                observed.Add(instrument, lines = []);
            lines.Add((TagsOf(tags), value.ToDouble(CultureInfo.InvariantCulture)));
        }

        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.IsObservable && Shown(instrument.Meter))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(Take);
        listener.SetMeasurementEventCallback<int>(Take);
        listener.SetMeasurementEventCallback<double>(Take);
        listener.Start();
        listener.RecordObservableInstruments();
        return observed;
    }

    /// <summary>Of meters named like ours only this process's own: tests run several.</summary>
    private bool Shown(Meter meter) =>
        MetersShown.Contains(meter.Name)
        && (meter.Name != WaySignals.MeterName || ReferenceEquals(meter, signals.Meter));

    private void Histogram(StringBuilder text, Station station)
    {
        var name = "floodgate_" + Stations.Names[(int)station] + "_duration_seconds";
        Head(text, name, "histogram", StationHistograms.Meaning(station));
        var counts = new long[LatencyHistogram.Buckets];
        foreach (var one in signals.All)
        {
            one.Times(station).Read(counts);
            var campaign = $"campaign=\"{Escape(one.Campaign)}\"";
            foreach (var bound in StationHistograms.BoundSeconds)
            {
                var bucket = $"{campaign},le=\"{bound.ToString("R", CultureInfo.InvariantCulture)}\"";
                Line(text, name + "_bucket", bucket, LatencyHistogram.CountUpTo(counts, bound));
            }

            Line(text, name + "_bucket", campaign + ",le=\"+Inf\"", counts.Sum());
            Line(text, name + "_sum", campaign, LatencyHistogram.SumSeconds(counts));
            Line(text, name + "_count", campaign, counts.Sum());
        }
    }

    private static string NameOf(Instrument instrument, bool counts)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        name = counts && name.EndsWith("_count", StringComparison.Ordinal) ? name[..^"_count".Length] : name;
        name += instrument.Unit switch
        {
            "s" when !name.EndsWith("_seconds", StringComparison.Ordinal) => "_seconds",
            "By" when !name.EndsWith("_bytes", StringComparison.Ordinal) => "_bytes",
            _ => "",
        };
        return counts ? name + "_total" : name;
    }

    private static void Head(StringBuilder text, string name, string type, string? meaning) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(meaning?.ReplaceLineEndings(" ")).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string tags, double value)
    {
        text.Append(name);
        if (tags.Length > 0)
            text.Append('{').Append(tags).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string TagsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var shown = value is bool yes ? (yes ? "true" : "false")
                : Convert.ToString(value, CultureInfo.InvariantCulture);
            text.Append(text.Length > 0 ? "," : "").Append(key.Replace('.', '_')).Append("=\"")
                .Append(Escape(shown ?? "")).Append('"');
        }

        return text.ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
