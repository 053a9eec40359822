namespace Floodgate.Vouchers.Verification;

/// <summary>
/// The first thing that does not hold: which invariant, where (chain and row, or voucher), and what was found.
/// </summary>
internal sealed record Finding(string Invariant, string Where, string What);

/// <summary>What a verification went through, and what it found.</summary>
/// <param name="Campaigns">Campaigns in the journal.</param>
/// <param name="Chains">Chains replayed: a pool and its shards each.</param>
/// <param name="Rows">Journal rows whose hash was recomputed.</param>
/// <param name="Vouchers">Vouchers issued in them.</param>
/// <param name="Projected">Vouchers compared with the projection; null when there is no projection to compare.</param>
/// <param name="First">The first difference; null when everything holds.</param>
internal sealed record VerificationReport(
    int Campaigns, int Chains, long Rows, long Vouchers, long? Projected, Finding? First);

/// <summary>Stops a verification at its first difference.</summary>
internal sealed class DifferenceException(Finding finding) : Exception(finding.What)
{
    public Finding Finding { get; } = finding;

    public static DifferenceException At(string invariant, string where, string what) =>
        new(new Finding(invariant, where, what));
}
