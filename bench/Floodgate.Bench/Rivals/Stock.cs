namespace Floodgate.Bench.Rivals;

/// <summary>
/// The campaign every contestant is given: one batch that never runs out and one with a single voucher. In the mode
/// where
/// 5 % succeed every 20th request asks for the first, the others for the second, so that the share holds at every
/// moment of
/// a run and for fast and slow contestants alike.
/// </summary>
internal static class Stock
{
    public const string OpenBatch = "open";
    public const string GoneBatch = "gone";
    public const long OpenStock = 10_000_000;
    public const long GoneStock = 1;
}
