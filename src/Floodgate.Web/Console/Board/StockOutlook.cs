using Floodgate.Vouchers.Board;

namespace Floodgate.Web.Console.Board;

/// <summary>How long the stock lasts at the pace of the last half minute.</summary>
internal static class StockOutlook
{
    private const int SecondsLookedAt = 30;

    /// <summary>
    /// Null while too little is known, nothing is issued, or nothing is left; never more than a week.
    /// </summary>
    public static TimeSpan? Of(BoardView view)
    {
        var left = view.Batches.Sum(batch => batch.Remaining);
        if (view.Campaign.Phase != BoardPhase.Open || left == 0 || view.Points.Count < SecondsLookedAt)
            return null;
        var pace = view.Points.Skip(view.Points.Count - SecondsLookedAt).Average(point => point.Issued);
        var seconds = left / pace;
        return pace > 0 && seconds < TimeSpan.FromDays(7).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
