using System.Diagnostics;

namespace Floodgate.Bench.Inside;

/// <summary>Cost of one claim in nanoseconds: the whole round, and the decision in it alone.</summary>
internal readonly record struct ClaimCost(double Whole, double Decision);

/// <summary>
/// B7: what one claim costs when the book already holds so many vouchers. Small books are made anew several times, so
/// that each figure comes from the same number of claims and the book hardly grows while it is measured.
/// </summary>
internal static class CostBench
{
    private const int ClaimsPerRow = 1024;
    private const long Window = 100 * ClaimsPerRow;

    /// <summary>Costs at each size, in rising order of <paramref name="sizes"/>.</summary>
    public static IEnumerable<(long Size, ClaimCost Cost)> Measure(string folder, IReadOnlyList<long> sizes)
    {
        var stock = sizes[^1] + Window;
        using (var warm = new BookBench(Path.Combine(folder, "warm"), stock)) warm.Claim(20 * Window, ClaimsPerRow);
        foreach (var size in sizes.Where(size => size < Window)) yield return (size, SmallBook(folder, size, stock));
        using var grown = new BookBench(Path.Combine(folder, "grown"), stock);
        foreach (var size in sizes.Where(size => size >= Window))
        {
            grown.Claim(size - grown.Book.Table.Vouchers.Count, ClaimsPerRow);
            yield return (size, Timed(grown, Window));
        }
    }

    private static ClaimCost SmallBook(string folder, long size, long stock)
    {
        var (whole, decision, books) = (0.0, 0.0, (int)(Window / size));
        for (var i = 0; i < books; i++)
        {
            using var book = new BookBench(Path.Combine(folder, $"small-{size}-{i}"), stock);
            book.Claim(size, ClaimsPerRow);
            var cost = Timed(book, size);
            whole += cost.Whole / books;
            decision += cost.Decision / books;
        }

        return new ClaimCost(whole, decision);
    }

    private static ClaimCost Timed(BookBench book, long claims)
    {
        var ticks = book.DecisionTicks;
        var whole = book.Claim(claims, ClaimsPerRow);
        var decision = (book.DecisionTicks - ticks) / (double)Stopwatch.Frequency;
        return new ClaimCost(whole.TotalNanoseconds / claims, decision * 1e9 / claims);
    }
}
