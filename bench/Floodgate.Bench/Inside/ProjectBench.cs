using System.Diagnostics;
using Floodgate.Storage;
using Floodgate.Vouchers.Projection;

namespace Floodgate.Bench.Inside;

/// <summary>What a projector wrote in a second.</summary>
internal readonly record struct ProjectFigures(double Vouchers, double TillEvents);

/// <summary>How fast the projector follows: first a rush of claims, then what tills did with a tenth of them.</summary>
internal static class ProjectBench
{
    private const int ClaimsPerRow = 256, UsesPerRow = 32;

    /// <param name="engine">A fresh store.</param>
    public static async Task<ProjectFigures> MeasureAsync(
        StorageEngine engine, int vouchers, CancellationToken cancel)
    {
        await engine.UpgradeAsync(TimeProvider.System, cancel);
        var journal = new ListedJournal(BookBench.Definition(vouchers));
        using var projector = new Projector(journal, engine);
        for (var i = 0; i < vouchers; i += ClaimsPerRow) journal.Claim(i, Math.Min(ClaimsPerRow, vouchers - i));
        var claims = Follow(projector, journal.Chain);
        var uses = vouchers / 10;
        for (var i = 0; i < uses; i += UsesPerRow) journal.Redeem(i, Math.Min(UsesPerRow, uses - i));
        return new ProjectFigures(vouchers / claims, uses * 1.5 / Follow(projector, journal.Chain));
    }

    private static double Follow(Projector projector, ChainId chain)
    {
        var start = Stopwatch.GetTimestamp();
        while (projector.Follow(chain) >= 0)
        {
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
