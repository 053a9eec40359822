using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// What became of redemptions that tills asked for, over the node and by store, and of what was handed in from
/// offline. Nothing of a person is in it.
/// </summary>
internal sealed class TillSignals
{
    private const int Codes = (int)TillColumn.Refusals;

    /// <summary>Reasons that lie in the voucher or the order: the store's tills work.</summary>
    private static readonly FrozenSet<string> OfTheVoucher = new[]
    {
        Refusals.AlreadyRedeemed, Refusals.QrUsed, Refusals.NotYetValid, Refusals.Expired, Refusals.Void,
        Refusals.Frozen, Refusals.BelowThreshold, Refusals.OrderFull, Refusals.CapReached, Refusals.KeyReused,
    }.Select(refusal => refusal.Code).ToFrozenSet(StringComparer.Ordinal);

    private readonly Stripes _counts = new(Codes + RefusalColumns.Codes.Length);

    public TillSignals(WaySignals way, IOptions<SignalsOptions> options, TimeProvider clock)
    {
        Stores = new StoreTallies(options.Value.StoresMax, clock);
        way.Meter.CreateObservableCounter("floodgate.till.count", Outcomes, "{request}", "Redemptions by outcome");
        way.Meter.CreateObservableCounter(
            "floodgate.till.conflicts", () => Count(TillColumn.Conflicts), "{entry}", "Offline entries in conflict");
    }

    public LatencyHistogram Times { get; } = new();

    public StoreTallies Stores { get; }

    /// <summary>A request to redeem was answered.</summary>
    /// <param name="store">Of the asking key; null: nobody's that we know.</param>
    /// <param name="refusal">Null: it was taken, now or before.</param>
    /// <param name="startedTicks">When it arrived.</param>
    public void Ended(string? store, Refusal? refusal, long startedTicks)
    {
        var row = Stripes.Row();
        _counts.Increment(row, (int)TillColumn.Requests);
        Times.Record(row, Stopwatch.GetTimestamp() - startedTicks);
        if (refusal is null) _counts.Increment(row, (int)TillColumn.Taken);
        else _counts.Increment(row, Codes + RefusalColumns.Of(refusal.Code));
        if (refusal?.Status >= 500) _counts.Increment(row, (int)TillColumn.Failed);
        if (store is not null)
            Stores.Count(store, refusal is null || OfTheVoucher.Contains(refusal.Code) ? null : refusal.Code);
    }

    /// <summary>No room was left for a till's request: it failed before anything was known of it.</summary>
    public void TurnedAway()
    {
        var row = Stripes.Row();
        _counts.Increment(row, (int)TillColumn.Requests);
        _counts.Increment(row, (int)TillColumn.Failed);
        _counts.Increment(row, Codes + RefusalColumns.Of(Refusals.TillOverloaded.Code));
    }

    /// <summary>What a till took offline had been spent elsewhere.</summary>
    public void Conflicted() => _counts.Increment(Stripes.Row(), (int)TillColumn.Conflicts);

    public long Count(TillColumn column) => _counts.Sum((int)column);

    /// <param name="code">Null: refusals of every code.</param>
    public long Refused(string? code) => code is null
        ? Enumerable.Range(Codes, RefusalColumns.Codes.Length).Sum(_counts.Sum)
        : _counts.Sum(Codes + RefusalColumns.Of(code));

    private IEnumerable<Measurement<long>> Outcomes()
    {
        yield return new(Count(TillColumn.Taken), new KeyValuePair<string, object?>("code", "taken"));
        foreach (var code in RefusalColumns.Codes)
            if (Refused(code) is > 0 and var count)
                yield return new(count, new KeyValuePair<string, object?>("code", code));
    }
}

/// <summary>The plain counters of tills; refusals stand behind them, one a code.</summary>
internal enum TillColumn { Requests, Taken, Failed, Conflicts, Refusals }
