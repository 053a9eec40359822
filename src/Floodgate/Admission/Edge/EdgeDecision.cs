namespace Floodgate.Admission.Edge;

internal enum EdgeAnswer
{
    Admitted,

    /// <summary>Admitted, but its connection ends with the answer: idle ones must not fill what is left.</summary>
    AdmittedOnce,

    /// <summary>Its class has as many requests under way as it may.</summary>
    ClassFull,

    /// <summary>The connections that are left are kept for those more critical.</summary>
    RoomKept,
}

/// <summary>Whether there is room for a request of a class: a pure function of what is under way.</summary>
internal static class EdgeDecision
{
    /// <param name="of">What it is for.</param>
    /// <param name="under">Requests of its class under way, this one included.</param>
    /// <param name="connections">Connections open now, its own included.</param>
    public static EdgeAnswer Decide(EdgeClass of, int under, int connections, EdgeOptions options)
    {
        var kept = KeptSteps(of) * (long)options.ConnectionsKept;
        if (kept > 0 && connections > options.ConnectionsMax - kept) return EdgeAnswer.RoomKept;
        if (under > options.RequestsMax(of)) return EdgeAnswer.ClassFull;
        // One step before its own end; tills and staff keep theirs open to the last.
        return kept > 0 && connections > options.ConnectionsMax - kept - options.ConnectionsKept
            ? EdgeAnswer.AdmittedOnce : EdgeAnswer.Admitted;
    }

    /// <summary>When a class that found no room should come back: the less critical, the later.</summary>
    public static TimeSpan RetryAfter(EdgeClass of) => TimeSpan.FromSeconds(1 + (2 * KeptSteps(of)));

    private static int KeptSteps(EdgeClass of) => of switch
    {
        EdgeClass.Redeem or EdgeClass.Control => 0,
        EdgeClass.Claim => 1,
        EdgeClass.Wallet => 2,
        EdgeClass.Status => 3,
        _ => 4,
    };
}
