namespace Floodgate.Tills.Merchants.Records;

internal enum AdmissionAnswer
{
    Good,

    /// <summary>Nothing waits.</summary>
    Nothing,

    /// <summary>Whoever asks had a hand in it: nobody admits their own.</summary>
    Own,
}

/// <summary>
/// Whether somebody may admit a merchant and its stores; pure. It is all that waits or nothing: whoever wrote one part
/// of it is not the second person for the whole.
/// </summary>
internal static class AdmissionDecision
{
    /// <param name="file">The merchant with its stores.</param>
    /// <param name="approver">Who would admit it.</param>
    /// <param name="areTwo">Whether two names are known to be two people.</param>
    public static AdmissionAnswer Decide(MerchantFile file, string approver, Func<string, string, bool> areTwo)
    {
        var waiting = file.Waiting.ToArray();
        if (waiting.Length == 0) return AdmissionAnswer.Nothing;
        return waiting.SelectMany(row => row.AuthorList).All(author => areTwo(author, approver))
            ? AdmissionAnswer.Good : AdmissionAnswer.Own;
    }

    /// <summary>What waits comes into force.</summary>
    public static void Admit(AdmittedRow row, string actor, long now)
    {
        if (row is MerchantRow merchant && merchant.Proposal is { } asked) merchant.Take(TermsJson.ReadMerchant(asked));
        if (row is StoreRow store && store.Proposal is { } wanted) store.Take(TermsJson.ReadStore(wanted));
        row.State = StandingDecision.After(row.State, MerchantAct.Approved) ?? row.State;
        (row.Proposal, row.Authors, row.DecidedBy, row.DecidedAt) = (null, "", actor, now);
    }

    /// <summary>What waits is dropped; what was in force stays in force.</summary>
    public static void Refuse(AdmittedRow row, string reason, string actor, long now)
    {
        if (StandingDecision.After(row.State, MerchantAct.Refused) is { } refused)
            (row.State, row.ReasonZh, row.ReasonEn) = (refused, reason, reason);
        (row.Proposal, row.Authors, row.DecidedBy, row.DecidedAt) = (null, "", actor, now);
    }
}
