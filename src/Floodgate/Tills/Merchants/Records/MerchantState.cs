namespace Floodgate.Tills.Merchants.Records;

/// <summary>How an application stands, and after its approval, whether it redeems.</summary>
internal enum MerchantState
{
    /// <summary>Waits for a second person.</summary>
    Applied,
    Approved,
    Refused,

    /// <summary>Stopped by the organiser; what was redeemed is settled as usual.</summary>
    Suspended,

    /// <summary>Stopped while amounts are in dispute; only those are held back from settlement.</summary>
    Frozen,
}

/// <summary>What was done to a merchant or a store.</summary>
internal enum MerchantAct { Applied, Proposed, Approved, Refused, Suspended, Frozen, Reinstated, KeyMade, KeyRevoked }

/// <summary>What follows from what; pure.</summary>
internal static class StandingDecision
{
    /// <summary>The state after an act; null when there is nothing such an act could change.</summary>
    public static MerchantState? After(MerchantState state, MerchantAct act) => (state, act) switch
    {
        (MerchantState.Applied, MerchantAct.Approved) => MerchantState.Approved,
        (MerchantState.Applied, MerchantAct.Refused) => MerchantState.Refused,
        (MerchantState.Approved or MerchantState.Frozen, MerchantAct.Suspended) => MerchantState.Suspended,
        (MerchantState.Approved or MerchantState.Suspended, MerchantAct.Frozen) => MerchantState.Frozen,
        (MerchantState.Suspended or MerchantState.Frozen, MerchantAct.Reinstated) => MerchantState.Approved,
        _ => null,
    };

    /// <summary>Whether tills know it: it was approved once.</summary>
    public static bool IsAdmitted(MerchantState state) =>
        state is MerchantState.Approved or MerchantState.Suspended or MerchantState.Frozen;

    /// <summary>Since when these acts of one merchant or store, oldest first, have it stopped; null: not.</summary>
    public static long? Since(IEnumerable<MerchantActRow> acts)
    {
        long? since = null;
        foreach (var act in acts)
            since = act.Act switch
            {
                MerchantAct.Reinstated => null,
                MerchantAct.Suspended or MerchantAct.Frozen => since ?? act.At,
                _ => since,
            };
        return since;
    }

    /// <summary>A store stands no better than its merchant; frozen weighs most.</summary>
    public static StoreStanding Of(MerchantState merchant, MerchantState store)
    {
        if (merchant == MerchantState.Frozen || store == MerchantState.Frozen) return StoreStanding.Frozen;
        return merchant == MerchantState.Suspended || store == MerchantState.Suspended
            ? StoreStanding.Suspended : StoreStanding.Active;
    }
}
