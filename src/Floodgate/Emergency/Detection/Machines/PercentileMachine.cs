using Floodgate.Foundation.Signals;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// A percentile of durations over the window, in milliseconds, from histograms of pieces of the window: 31 pieces at
/// most, each made only when something was measured in it.
/// </summary>
/// <param name="emptyIsGood">Nothing measured means that nothing was slow; else it means no data.</param>
internal sealed class PercentileMachine(
    JudgeRules rules, Bound bound, double share, int windowSeconds, bool emptyIsGood) : DetectorMachine(rules)
{
    private const int PiecesMax = 30;
    private static readonly long[] Nothing = new long[LatencyHistogram.Buckets];

    private readonly long[] _sum = new long[LatencyHistogram.Buckets];
    private readonly int[]?[] _pieces = new int[]?[(int)Math.Ceiling(windowSeconds / (double)PieceOf(windowSeconds))];
    private readonly int _pieceSeconds = PieceOf(windowSeconds);
    private int _piece, _used;
    private bool _known;

    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        if (counted == 0) return Judgement.Missing;
        for (var i = 0; i < counted; i++) Turn();
        _known = seen.Counts is not null;
        if (seen.Counts is { } counts && seen.Value > 0) Add(counts);
        Value = LatencyHistogram.Percentile(Nothing, _sum, share);
        return Value is null && _known && emptyIsGood ? Judgement.Good : bound.Judge(Value);
    }

    private static int PieceOf(int windowSeconds) => Math.Max(1, (windowSeconds + PiecesMax - 1) / PiecesMax);

    /// <summary>One second on; the oldest piece goes when the current one is full.</summary>
    private void Turn()
    {
        if (_used++ < _pieceSeconds) return;
        _used = 1;
        _piece = (_piece + 1) % _pieces.Length;
        if (_pieces[_piece] is not { } oldest) return;
        for (var i = 0; i < oldest.Length; i++) _sum[i] -= oldest[i];
        _pieces[_piece] = null;
    }

    private void Add(long[] counts)
    {
        var piece = _pieces[_piece] ??= new int[LatencyHistogram.Buckets];
        for (var i = 0; i < piece.Length; i++)
        {
            piece[i] += (int)counts[i];
            _sum[i] += counts[i];
        }
    }
}
