using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The signals of the way of a command, one instance a process. Meter and spans are named <c>Floodgate</c>: a counter
/// <c>floodgate.STATION.count</c> and a histogram <c>floodgate.STATION.duration</c> for each of the six stations, and
/// <c>floodgate.refusal.count</c> by station and code. Tags are campaign, station, code, batch number: never a person.
/// </summary>
internal sealed class WaySignals : IDisposable
{
    public const string MeterName = "Floodgate";

    private readonly ConcurrentDictionary<string, CampaignSignals> _campaigns = new(StringComparer.Ordinal);
    private readonly StationHistograms _histograms;
    private readonly SignalsOptions _options;
    private readonly Lock _admit = new();

    public WaySignals(IOptions<SignalsOptions> options)
    {
        _options = options.Value;
        Meter = new Meter(MeterName);
        _histograms = new StationHistograms(Meter);
        Unknown = new CampaignSignals(RefusalColumns.Other, _histograms, _options, Others);
        SignalInstruments.Create(Meter, this);
    }

    public Meter Meter { get; }

    /// <summary>What the other nodes have counted.</summary>
    public OtherSignals Others { get; } = new();

    /// <summary>Where requests for campaigns that do not exist, or that came after the limit, are counted.</summary>
    public CampaignSignals Unknown { get; }

    public IEnumerable<CampaignSignals> All => _campaigns.Values.Append(Unknown);

    /// <summary>The signals of a campaign known to exist. Keep what is returned; for others use <see
    /// cref="Unknown"/>.</summary>
    public CampaignSignals For(string campaign)
    {
        if (_campaigns.TryGetValue(campaign, out var known))
            return known;
        lock (_admit)
        {
            return _campaigns.Count >= _options.CampaignsMax
                ? _campaigns.GetValueOrDefault(campaign, Unknown)
                : _campaigns.GetOrAdd(campaign, name => new CampaignSignals(name, _histograms, _options, Others));
        }
    }

    public void Dispose() => Meter.Dispose();
}
