using System.Numerics;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// Rows of counters, one row a core, so that cores do not fight over a cache line. An increment stays interlocked: a
/// thread may lose its core between reading and writing, and a count that is nearly right is not a count.
/// </summary>
internal sealed class Stripes
{
    private const int LineLongs = 16; // 128 bytes: two lines, for the neighbour line that processors fetch along

    public static readonly int Rows =
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, 64));

    private readonly long[] _cells;
    private readonly int _stride;

    public Stripes(int columns)
    {
        Columns = columns;
        _stride = ((columns + LineLongs - 1) / LineLongs * LineLongs) + LineLongs;
        _cells = new long[(_stride * Rows) + LineLongs];
    }

    public int Columns { get; }

    /// <summary>The row of the core this thread runs on just now.</summary>
    public static int Row() => Thread.GetCurrentProcessorId() & (Rows - 1);

    public void Increment(int row, int column) => Interlocked.Increment(ref _cells[Index(row, column)]);

    public void Add(int row, int column, long amount) => Interlocked.Add(ref _cells[Index(row, column)], amount);

    public long Sum(int column)
    {
        var sum = 0L;
        for (var row = 0; row < Rows; row++)
            sum += Volatile.Read(ref _cells[Index(row, column)]);
        return sum;
    }

    private int Index(int row, int column) => LineLongs + (row * _stride) + column;
}
