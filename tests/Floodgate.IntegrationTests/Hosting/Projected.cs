using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>How far a server's projection has come, read beside it.</summary>
internal static class Projected
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until it holds so many vouchers.</summary>
    public static async Task UntilAsync(HostProcess host, int vouchers)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Count(host) < vouchers)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Max, "the projection does not follow");
            await Task.Delay(Between, TimeProvider.System);
        }
    }

    private static long Count(HostProcess host)
    {
        using var connection = SqliteFile.OpenReadOnly(RelationalSlice.FileIn(host.DataDir));
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM voucher";
        return (long)command.ExecuteScalar()!;
    }
}
