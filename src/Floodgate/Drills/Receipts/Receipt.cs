namespace Floodgate.Drills.Receipts;

/// <summary>
/// What a client holds after a 201 or 200: one line of the receipts file. <paramref name="Person"/> is the citizen id
/// of the demo issuer, <paramref name="JournalPosition"/> is kept as written, <paramref name="At"/> is when it was
/// received.
/// </summary>
internal sealed record Receipt(string Campaign, string Batch, string Key, string Person, string VoucherId,
    string ClaimedAt,
    string JournalPosition, int Status, DateTimeOffset At)
{
    /// <summary>Whether the server said the same thing; the status and the time of hearing it may differ.</summary>
    public bool SaysTheSameAs(Receipt other) =>
        VoucherId == other.VoucherId && Batch == other.Batch && ClaimedAt == other.ClaimedAt
            && JournalPosition == other.JournalPosition;

    public string Told => $"voucher {VoucherId}, batch {Batch}, claimed {ClaimedAt}, position {JournalPosition}";
}
