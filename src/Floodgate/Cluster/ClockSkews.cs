using System.Collections.Concurrent;

namespace Floodgate.Cluster;

/// <summary>How far another node's clock is ahead of ours, and how far that may be wrong.</summary>
internal readonly record struct ClockSkew(double Milliseconds, double UncertainMilliseconds);

/// <summary>
/// The other nodes' clocks against ours, as NTP does it: who is asked at t0 and answers at t1 said its time halfway
/// between, give or take half of what the answer took. Of the last tries the quickest counts.
/// </summary>
internal sealed class ClockSkews(LivingNodes nodes)
{
    /// <summary>
    /// Beyond, a person must look: opening times and the age of codes are no longer the same everywhere.
    /// </summary>
    public const double AlarmMilliseconds = 100;
    private const int TriesMax = 8;
    private readonly ConcurrentDictionary<string, ClockSkew[]> _tries = new(StringComparer.Ordinal);
    private long _lead;

    /// <summary>Null: that node has not been heard.</summary>
    public ClockSkew? Of(string node) => _tries.TryGetValue(node, out var tries)
        ? tries.MinBy(one => one.UncertainMilliseconds) : null;

    /// <summary>
    /// How far this node's clock is ahead of the middle of all, microseconds; never negative. Of an even number the
    /// slower middle one counts: a campaign may open late by a clock that is slow, and never early by one that is fast.
    /// </summary>
    public long LeadMicros => Interlocked.Read(ref _lead);

    /// <summary>Works the lead out anew, from who lives now; claims read it, so it is not worked out there.</summary>
    public void Settle() => Interlocked.Exchange(ref _lead, Lead(
        [.. nodes.Now.Keys.Where(name => name != nodes.Me).Select(Of).OfType<ClockSkew>()]));

    /// <param name="node">Who was asked.</param>
    /// <param name="askedMicros">Our clock when it was asked.</param>
    /// <param name="saidMicros">Its clock when it answered.</param>
    /// <param name="took">Until the answer was here.</param>
    public void Learn(string node, long askedMicros, long saidMicros, TimeSpan took)
    {
        var half = took.TotalMilliseconds / 2;
        var skew = new ClockSkew(((saidMicros - askedMicros) / 1_000.0) - half, half);
        _tries.AddOrUpdate(node, [skew], (_, tries) => [.. tries.TakeLast(TriesMax - 1), skew]);
    }

    /// <summary>A node of that name is another process now, perhaps on another machine.</summary>
    public void Forget(string node) => _tries.TryRemove(node, out _);

    internal static long Lead(IReadOnlyCollection<ClockSkew> others)
    {
        var clocks = others.Select(other => other.Milliseconds).Append(0).Order().ToArray();
        return Math.Max(0, (long)(-clocks[(clocks.Length - 1) / 2] * 1_000));
    }
}
