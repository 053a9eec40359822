namespace Floodgate.Simulation.Checks;

/// <summary>A voucher and what became of it, as the rows have it.</summary>
internal sealed class UsedVoucher(int batch, long claimedMicros, TillRules rules)
{
    public const int Held = 0, Partly = 1, Spent = 2, Expired = 3, Void = 4;

    public int Batch => batch;

    public long ClaimedMicros => claimedMicros;

    public TillRules Rules => rules;

    public BatchRules Of => rules.Batches[batch];

    public List<Use> Uses { get; } = [];

    /// <summary>Expired or void; 0: neither.</summary>
    public int End { get; set; }

    /// <summary>What the end took from the holder, and what was undone after it.</summary>
    public long EndCents { get; set; }

    public bool Frozen { get; set; }

    public long CodeSeconds { get; set; }

    /// <summary>Good until then by a refund; 0: none.</summary>
    public long RefundUntil { get; set; }

    public HashSet<int> Marks { get; } = [];

    public long Remaining => End != 0 ? 0 : Of.FaceCents - Uses.Sum(use => use.UsedCents);

    /// <summary>All it was used for went to the pool: nothing of it is left for anyone.</summary>
    public bool IsCancelled => End == 0 && Remaining == 0 && Uses.Exists(use => use.ReturnedCents > 0)
        && Uses.TrueForAll(use => use.Undone || use.ReturnedCents == use.DiscountCents);

    public int State =>
        End != 0 ? End : IsCancelled ? Void : Remaining == 0 ? Spent : Remaining == Of.FaceCents ? Held : Partly;

    public long Until(IEnumerable<GivenTime> given) => Math.Max(
        RefundUntil, GivenTime.Until(given, claimedMicros + Of.ValidMicros, batch, claimedMicros));
}

/// <summary>A redemption as the rows have it.</summary>
internal sealed record Use(UsedVoucher Voucher, int Number, TillHappening What, long AtMicros, long Position)
{
    public List<GivenBack> Refunds { get; } = [];

    public bool Undone { get; set; }

    public long DiscountCents => What.DiscountCents;

    public long RefundedCents => Refunds.Sum(refund => refund.What.OrderCents);

    public long RestoredCents => Refunds.Sum(refund => refund.Returned ? 0 : refund.What.ShareCents);

    public long ReturnedCents => Refunds.Sum(refund => refund.Returned ? refund.What.ShareCents : 0);

    public long NetCents => Undone ? 0 : DiscountCents - RestoredCents - ReturnedCents;

    /// <summary>Of the voucher; what it gave up beyond the discount comes back with the whole of it.</summary>
    public long UsedCents => Undone || RestoredCents == DiscountCents ? 0 : What.TakenCents - RestoredCents;

    public long GivenUpCents => Undone || RestoredCents == DiscountCents ? 0 : What.TakenCents - DiscountCents;
}

/// <summary>A refund as the rows have it.</summary>
internal sealed record GivenBack(TillHappening What, int Number, long AtMicros, long Position)
{
    public bool Returned => What.Sort == 1;
}
