using System.Collections.Concurrent;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Vouchers.Projection;

/// <summary>Reads the projection's tables with plain SQL: it answers when the books cannot.</summary>
internal sealed class ProjectionReader(StorageEngine engine, ProjectionClock progress)
{
    public Wallet Wallet(int campaign, PersonId person)
    {
        var bytes = new byte[PersonId.Bytes];
        person.Write(bytes);
        using var connection = engine.OpenRead();
        using var command = connection.Statement(
            """
            SELECT "VoucherId", "Batch", "Version", "State", "ClaimedAt", "CodeKey", "RemainingCents",
                CASE WHEN "ValidUntil" > "RefundUntil" THEN "ValidUntil" ELSE "RefundUntil" END, "Frozen" FROM voucher
            WHERE "Person" = @person AND "Campaign" = @campaign ORDER BY "VoucherId"
            """,
            ("@person", bytes), ("@campaign", campaign));
        var items = new List<WalletItem>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            items.Add(new WalletItem(
                unchecked((ulong)reader.GetInt64(0)), reader.GetInt32(1), reader.GetInt32(2),
                (VoucherState)reader.GetInt32(3), reader.GetInt64(4), (byte)reader.GetInt32(5), person.Value,
                reader.GetInt64(6), reader.GetInt64(7), reader.GetBoolean(8)));
        }

        return new Wallet(items, progress.AsOf(campaign));
    }
}

/// <summary>Until when each campaign's projection is known to be complete.</summary>
internal sealed class ProjectionClock(TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, DateTimeOffset> _complete = new();
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public DateTimeOffset AsOf(int campaign) => _complete.GetValueOrDefault(campaign, _started);

    public void CaughtUp(int campaign, DateTimeOffset at) => _complete[campaign] = at;
}
