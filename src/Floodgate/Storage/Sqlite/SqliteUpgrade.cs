using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Sqlite;

/// <summary>
/// Brings floodgate.db to the newest schema. EF Core guards a migration with a row in the database, which a killed
/// process leaves behind and every later start would wait for without end; so a lock of the operating system, which
/// dies with its process, comes first, and under it such a leftover is removed.
/// </summary>
internal static class SqliteUpgrade
{
    private const int WaitSecondsMax = 30;

    /// <exception cref="IOException">Another process has been upgrading for longer than half a minute.</exception>
    public static async Task RunAsync(
        FloodgateDb db, string dataDirectory, TimeProvider clock, CancellationToken cancel)
    {
        Directory.CreateDirectory(dataDirectory);
        await using var held = await LockAsync(Path.Combine(dataDirectory, "floodgate.db.upgrade"), clock, cancel);
        if (!(await db.Database.GetPendingMigrationsAsync(cancel)).Any()) return;
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(cancel);
    }

    private static async Task<FileStream> LockAsync(string path, TimeProvider clock, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && clock.GetElapsedTime(began).TotalSeconds < WaitSecondsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancel);
            }
        }
    }
}
