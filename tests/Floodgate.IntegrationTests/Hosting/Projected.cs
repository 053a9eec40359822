using Floodgate.Storage.Sqlite;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>How far a server's projection has come, read beside it.</summary>
internal static class Projected
{
    /// <summary>Waits until it holds so many vouchers.</summary>
    public static Task UntilAsync(HostProcess host, int vouchers) =>
        Patience.UntilAsync(() => Count(host) >= vouchers, () => "the projection does not follow");

    private static long Count(HostProcess host)
    {
        using var connection = SqliteFile.OpenReadOnly(SqliteRelational.FileIn(host.DataDir));
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM voucher";
        return (long)command.ExecuteScalar()!;
    }
}
