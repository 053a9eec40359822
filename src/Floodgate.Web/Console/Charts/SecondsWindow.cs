using Floodgate.Vouchers.Board;

namespace Floodgate.Web.Console.Charts;

/// <summary>
/// The last minutes cut into columns. A column's borders are fixed in time, so that a peak keeps its place while the
/// window
/// moves on; it holds the highest second in it, so that a short peak is not averaged away.
/// </summary>
public sealed class SecondsWindow
{
    private const int ColumnsMax = 150;

    private readonly List<BoardPoint>[] _columns;
    private readonly int _step;
    private readonly long _firstColumn;
    private readonly BoardPoint? _newest;

    public SecondsWindow(IReadOnlyList<BoardPoint> points, DateTimeOffset now, int seconds)
    {
        _newest = points.Count > 0 ? points[^1] : null;
        _step = Math.Max(1, (seconds + ColumnsMax - 1) / ColumnsMax);
        var count = seconds / _step;
        _firstColumn = (now.ToUnixTimeSeconds() / _step) - count + 1;
        _columns = [.. Enumerable.Range(0, count).Select(_ => new List<BoardPoint>(_step))];
        for (var i = points.Count - 1; i >= 0; i--)
        {
            var column = (points[i].At.ToUnixTimeSeconds() / _step) - _firstColumn;
            if (column < 0)
                break;
            if (column < count)
                _columns[column].Add(points[i]);
        }
    }

    public int Columns => _columns.Length;

    public ChartSeries Series(string name, string tone, Func<BoardPoint, double?> value) => new(
        name, tone, [.. _columns.Select(column => column.Max(value))], _newest is null ? null : value(_newest));

    /// <summary>Even marks along the window: the share of the width (0 to 1) and the time that stands there.</summary>
    public IEnumerable<(double Share, DateTimeOffset At)> Marks(int secondsApart)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var second = (_firstColumn + i) * _step;
            if (second % secondsApart < _step)
                yield return ((double)i / Math.Max(1, _columns.Length - 1), DateTimeOffset.FromUnixTimeSeconds(second));
        }
    }
}
