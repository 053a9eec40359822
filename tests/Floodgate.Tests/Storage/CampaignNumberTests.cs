using Floodgate.Foundation;
using Floodgate.Storage.Sqlite;
using Floodgate.Tests.Access;
using Microsoft.Data.Sqlite;

namespace Floodgate.Tests.Storage;

public sealed class CampaignNumberTests
{
    /// <summary>Fault: the campaign of that number would have shared codes with the stores' test vouchers.</summary>
    [Fact]
    public void Register_NeverGivesTheNumberOfTestVouchers()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder, "journal.db");
        using (var journal = new SqliteJournal(path)) Assert.Equal(1, journal.Register("first"));
        using (var file = SqliteFile.OpenJournal(path))
        using (var command = file.CreateCommand())
        {
            command.CommandText = "INSERT INTO campaign (number, id) VALUES ($number, 'late')";
            command.Parameters.AddWithValue("$number", VoucherId.TestCampaign - 2);
            command.ExecuteNonQuery();
        }

        using (var journal = new SqliteJournal(path))
        {
            Assert.Equal(VoucherId.TestCampaign - 1, journal.Register("last"));
            Assert.Equal(0, journal.Register("one-too-many"));
            Assert.Equal(VoucherId.TestCampaign - 1, journal.Register("last"));
            Assert.Equal(1, journal.Register("first"));
        }

        SqliteConnection.ClearAllPools();
    }
}
