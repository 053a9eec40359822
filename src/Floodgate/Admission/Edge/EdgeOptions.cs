using System.ComponentModel.DataAnnotations;

namespace Floodgate.Admission.Edge;

/// <summary>
/// Room at the node's edge, by what a request is for. Section <c>Edge</c> of the configuration. A class that is full
/// takes nothing from the others.
/// </summary>
internal sealed class EdgeOptions
{
    /// <summary>Connections of one address; beyond, new ones are closed at once.</summary>
    [Range(100, 1_000_000)]
    public int ConnectionsMax { get; set; } = 50_000;

    /// <summary>
    /// Connections that each class leaves to those more critical: with 2,000 of 50,000, pages end at 42,000, status at
    /// 44,000, wallets at 46,000, claims at 48,000, and tills and staff have them all.
    /// </summary>
    [Range(0, 100_000)]
    public int ConnectionsKept { get; set; } = 2_000;

    /// <summary>Requests of tills under way at once.</summary>
    [Range(1, 1_000_000)]
    public int RedeemRequestsMax { get; set; } = 4_000;

    /// <summary>Requests of staff, monitoring and the console under way; an open console is one.</summary>
    [Range(10, 1_000_000)]
    public int ControlRequestsMax { get; set; } = 4_000;

    /// <summary>
    /// Requests for tickets and claims under way. Their books' lanes are narrower and say it better: this one only
    /// keeps a crowd of many campaigns from being all there is.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ClaimRequestsMax { get; set; } = 40_000;

    /// <summary>Requests for wallets under way.</summary>
    [Range(1, 1_000_000)]
    public int WalletRequestsMax { get; set; } = 4_000;

    /// <summary>Requests for status and campaigns under way.</summary>
    [Range(1, 1_000_000)]
    public int StatusRequestsMax { get; set; } = 4_000;

    /// <summary>Requests for pages and everything else under way.</summary>
    [Range(1, 1_000_000)]
    public int BrowseRequestsMax { get; set; } = 2_000;

    /// <summary>
    /// Addresses for a balancer that begins each connection with the PROXY protocol, version 2; separated by ';'. Only
    /// the balancer may reach them: whoever does can name anybody as the visitor.
    /// </summary>
    public string ProxyUrls { get; set; } = "";

    /// <summary>The same for staff: console and operations.</summary>
    public string ProxyConsoleUrls { get; set; } = "";

    public int RequestsMax(EdgeClass of) => of switch
    {
        EdgeClass.Redeem => RedeemRequestsMax,
        EdgeClass.Control => ControlRequestsMax,
        EdgeClass.Claim => ClaimRequestsMax,
        EdgeClass.Wallet => WalletRequestsMax,
        EdgeClass.Status => StatusRequestsMax,
        _ => BrowseRequestsMax,
    };
}
