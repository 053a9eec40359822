namespace Floodgate.Emergency.Detection;

/// <summary>A number for each of the last seconds, or none; sized once.</summary>
internal sealed class SecondsRing(int seconds)
{
    private readonly double[] _values = NewRing(seconds);
    private int _next;
    private double _sum;

    public int Size => _values.Length;

    /// <summary>Seconds with data.</summary>
    public int Known { get; private set; }

    public double Sum => Known == 0 ? 0 : _sum;

    public double? Mean => Known == 0 ? null : _sum / Known;

    public void Push(double? value, int times)
    {
        for (var i = 0; i < times; i++) Push(value ?? double.NaN);
    }

    /// <summary>The values, oldest first; NaN where there is none.</summary>
    public double[] ToArray() => [.. _values.AsSpan(_next), .. _values.AsSpan(0, _next)];

    /// <summary>The value so many seconds ago; NaN where there is none.</summary>
    public double Ago(int seconds) => _values[(_next - 1 - seconds + (2 * Size)) % Size];

    private void Push(double value)
    {
        var old = _values[_next];
        if (!double.IsNaN(old)) (_sum, Known) = (_sum - old, Known - 1);
        if (!double.IsNaN(value)) (_sum, Known) = (_sum + value, Known + 1);
        _values[_next] = value;
        _next = (_next + 1) % Size;
        // Adding and taking away leaves dust behind; once a round it is swept.
        if (_next == 0) _sum = _values.Where(one => !double.IsNaN(one)).Sum();
    }

    private static double[] NewRing(int seconds)
    {
        var ring = new double[Math.Max(1, seconds)];
        Array.Fill(ring, double.NaN);
        return ring;
    }
}

/// <summary>
/// A signal over its window. Of counts it keeps the increase in each second; a count that fell began again at zero, and
/// what it shows since then is the increase.
/// </summary>
internal sealed class SignalWindow(bool isRate, int seconds)
{
    private double? _last;

    public SecondsRing Ring { get; } = new(seconds);

    /// <summary>Per second, or the mean level; null without data.</summary>
    public double? Mean => Ring.Mean;

    public double Sum => Ring.Sum;

    public bool IsRate => isRate;

    public void Push(double? value, long elapsed, int counted)
    {
        if (counted == 0) return;
        if (!isRate || value is not { } count)
        {
            Ring.Push(value is { } level && double.IsFinite(level) ? level : null, counted);
            return;
        }

        // The first count of all is where we begin, not something that happened now.
        var increase = _last is not { } before ? (double?)null : count >= before ? count - before : count;
        _last = count;
        Ring.Push(increase / elapsed, counted);
    }
}
