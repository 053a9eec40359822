using Floodgate.Storage;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Floodgate.Vouchers.Projection;
using Microsoft.Data.Sqlite;

namespace Floodgate.Tests.Vouchers.Tills;

public sealed class StoreDayTests
{
    [Fact]
    public void Sums_OfAnOrderWithTwoVouchers_CountItsMoneyOnce()
    {
        using var folder = new TemporaryFolder();
        var path = SqliteRelational.FileIn(folder);
        using (var connection = SqliteFile.Open(path, SqliteOpenMode.ReadWriteCreate))
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE redemption (Campaign, Store, At, OrderRef, OrderCents, DiscountCents, RefundedCents,
                    RestoredCents, ReturnedCents, Undone);
                INSERT INTO redemption VALUES
                    (1, 7, 10, 'o1', 20000, 3000, 0, 0, 0, 0), (1, 7, 11, 'o1', 20000, 2000, 0, 0, 0, 0),
                    (1, 7, 12, 'o2', 10000, 1000, 4000, 400, 0, 0), (1, 7, 13, 'o3', 9000, 1000, 0, 0, 0, 1),
                    (1, 8, 14, 'o1', 5000, 500, 0, 0, 0, 0), (2, 7, 15, 'o4', 8000, 800, 0, 0, 0, 0);
                """;
            command.ExecuteNonQuery();
        }

        Assert.Equal(
            [new StoreDaySum(1, 3, 26_000, 5_600), new StoreDaySum(2, 1, 8_000, 800)],
            new StoreDay(new SqliteEngine(new DataFolder(folder))).Sums(7, (0, 100)));
    }
}
