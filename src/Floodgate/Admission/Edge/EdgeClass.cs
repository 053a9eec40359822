using Microsoft.AspNetCore.Http;

namespace Floodgate.Admission.Edge;

/// <summary>What a request is for, the most critical first: where room is short the last give way first.</summary>
internal enum EdgeClass
{
    /// <summary>A till and its page: somebody stands at it.</summary>
    Redeem,

    /// <summary>Staff, monitoring, the console and the way in: without them nobody could end the trouble.</summary>
    Control,

    Claim,

    Wallet,

    /// <summary>The public status, its page, and what everyone may know of a campaign.</summary>
    Status,

    /// <summary>Pages, styles, scripts and everything else.</summary>
    Browse,
}

internal static class EdgeClasses
{
    public const int Count = (int)EdgeClass.Browse + 1;

    private static readonly (string Prefix, EdgeClass Class)[] Prefixes =
    [
        ("/api/v1/redemptions", EdgeClass.Redeem),
        ("/api/v1/till", EdgeClass.Redeem),
        ("/till", EdgeClass.Redeem),
        ("/till-sw.js", EdgeClass.Redeem),
        ("/api/v1/tickets", EdgeClass.Claim),
        ("/api/v1/me", EdgeClass.Wallet),
        ("/api/v1/status", EdgeClass.Status),
        ("/api/v1/ops", EdgeClass.Control),
        ("/api/v1/intake", EdgeClass.Control),
        ("/api/v1", EdgeClass.Control),
        ("/health", EdgeClass.Control),
        ("/metrics", EdgeClass.Control),
        ("/console", EdgeClass.Control),
        ("/_blazor", EdgeClass.Control),
        ("/_framework", EdgeClass.Control),
        ("/_content", EdgeClass.Control),
        ("/sign-in", EdgeClass.Control),
        ("/account", EdgeClass.Control),
        ("/setup", EdgeClass.Control),
        ("/status", EdgeClass.Status),
    ];

    private static readonly PathString Campaigns = "/api/v1/campaigns";

    public static EdgeClass Of(PathString path)
    {
        // First what a rush is made of. A campaign's own page is status; what is under it is the way of a claim.
        if (path.StartsWithSegments(Campaigns, StringComparison.Ordinal, out var rest))
            return rest.Value!.IndexOf('/', Math.Min(1, rest.Value.Length)) < 0 ? EdgeClass.Status : EdgeClass.Claim;
        foreach (var (prefix, of) in Prefixes)
            if (path.StartsWithSegments(prefix, StringComparison.Ordinal)) return of;
        return EdgeClass.Browse;
    }
}
