using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Projection;

/// <summary>Says claims and extensions of one chain to the tables.</summary>
internal sealed class VoucherRows(IProjectionTables tables, ChainId chain)
{
    private const int AllBatches = -1;

    private const string Extended = """
        UPDATE voucher SET
            "ValidUntil" = "ValidUntil" + CASE WHEN "ValidUntil" > $5 THEN $1 ELSE 0 END,
            "RefundUntil" = "RefundUntil" + CASE WHEN "RefundUntil" > $5 THEN $1 ELSE 0 END
        WHERE "VoucherId" >= $2 AND "VoucherId" <= $3 AND "ClaimedAt" < $4
            AND ("ValidUntil" > $5 OR "RefundUntil" > $5)
            AND ($6 = -1 OR "Batch" = $6)
        """;

    public int Written { get; private set; }

    public void Claim(
        long number, int batch, PersonId person, JournalRow row, CampaignVersion version, ExtensionList extensions)
    {
        var (from, until) = version.Validity(batch, row.TimeMicros);
        tables.Claim(new ProjectedClaim(
            Id(number), person, batch, version.Number, version.Definition.Batches[batch].FaceValue.Amount,
            row.TimeMicros, from.Micros(), extensions.Until(until.Micros(), batch, row.TimeMicros).UntilMicros,
            version.CodeKey, row.Position));
        Written++;
    }

    /// <summary>What is in the tables already: what is claimed later is written with it, and must come after.</summary>
    public void Extend(Extension extension)
    {
        tables.Flush();
        tables.Run(
            Extended, extension.AddMicros, Id(0), Id(VoucherId.NumberMax), extension.BeforeMicros,
            extension.AfterMicros, extension.Batch ?? AllBatches);
        tables.Flush();
    }

    private long Id(long number) => unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);
}
