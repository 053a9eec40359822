using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Floodgate.Vouchers.Projection;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Simulation.Checks;

/// <summary>Drives the real projector now and then, and compares its table with the rows at the end.</summary>
internal static class ProjectionCheck
{
    private static readonly Lazy<byte[]> Empty = new(MakeEmpty);

    public static void Follow(SimWorld world)
    {
        if (world.Nodes.Count == 0) return;
        // A new one each time: it must find its place again from its own table.
        using var projector = new Projector(world.Nodes[0].Journal, EngineOf(world));
        for (var shard = 0; shard < world.Plan.Shards; shard++)
        {
            try
            {
                if (projector.Follow(new ChainId(SimWorld.Campaign, shard)) >= 0) world.Counts.Met(Fault.Projected);
            }
            catch (JournalUnavailableException)
            {
                // As the node does: it is tried again another time.
            }
        }
    }

    public static string? Check(SimWorld world)
    {
        if (!world.Plan.Projects) return null;
        try
        {
            using var projector = new Projector(new SimJournal(world, world.Nodes[0]), EngineOf(world));
            for (var shard = 0; shard < world.Plan.Shards; shard++)
                while (projector.Follow(new ChainId(SimWorld.Campaign, shard)) >= 0)
                {
                }
        }
        catch (JournalDamagedException fault)
        {
            return $"I10: {fault.Message}";
        }

        return Compare(world);
    }

    private static string? Compare(SimWorld world)
    {
        var (vouchers, redemptions) = (new List<string>(), new List<string>());
        foreach (var (shard, account) in Checker.Replay(world))
        {
            ulong Id(int number) => VoucherId.Create(SimWorld.Campaign, shard, number).Value;
            vouchers.AddRange(account.Vouchers.Zip(account.Till.Vouchers, (issue, used) => (issue, used)).Select(
                (one, number) => string.Join(' ', (long)Id(number), one.issue.Person, one.issue.Batch,
                    one.issue.Version, one.issue.TimeMicros, one.issue.Position,
                    GivenTime.Until(account.Extensions, one.issue.TimeMicros + SimPlan.Day, one.issue.Batch,
                        one.issue.TimeMicros),
                    one.used.State, one.used.Remaining, one.used.Frozen ? 1 : 0, one.used.RefundUntil)));
            redemptions.AddRange(account.Till.Uses.Select(use => string.Join(' ', (long)Id(use.Number),
                (long)Id(use.What.Voucher), use.Voucher.Batch, use.What.Store, use.What.OrderCents, use.DiscountCents,
                use.What.TakenCents, use.RestoredCents, use.ReturnedCents, use.RefundedCents, use.Undone ? 1 : 0,
                use.What.OfflineMicros > 0 ? 1 : 0, use.AtMicros, use.Position)));
        }

        using var connection = EngineOf(world).OpenRead();
        return Differ("vouchers", vouchers, Rows(connection,
                """
                SELECT "VoucherId", "Person", "Batch", "Version", "ClaimedAt", "Position", "ValidUntil", "State",
                    "RemainingCents", "Frozen", "RefundUntil" FROM voucher
                """))
            ?? Differ("redemptions", redemptions, Rows(connection,
                """
                SELECT "RedemptionId", "VoucherId", "Batch", "Store", "OrderCents", "DiscountCents", "TakenCents",
                    "RestoredCents", "ReturnedCents", "RefundedCents", "Undone", "Offline", "At", "Position"
                FROM redemption
                """));
    }

    private static string? Differ(string what, List<string> replayed, List<string> found)
    {
        var missing = replayed.Except(found).FirstOrDefault();
        var strange = found.Except(replayed).FirstOrDefault();
        return missing is null && strange is null && replayed.Count == found.Count
            ? null
            : $"I10: the projection has {found.Count} {what}, its replay {replayed.Count}: "
                + $"'{missing}' and '{strange}'";
    }

    private static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = connection.Statement(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(place =>
                reader[place] is byte[] person ? PersonId.Read(person).Value : reader[place])));
        return rows;
    }

    private static SqliteEngine EngineOf(SimWorld world)
    {
        var path = SqliteRelational.FileIn(world.Folder!);
        var engine = new SqliteEngine(new DataFolder(world.Folder!));
        if (File.Exists(path)) return engine;
        Directory.CreateDirectory(world.Folder!);
        File.WriteAllBytes(path, Empty.Value);
        return engine;
    }

    private static byte[] MakeEmpty()
    {
        var path = Path.Combine(Path.GetTempPath(), $"floodgate-sim-{Environment.ProcessId}-empty.db");
        try
        {
            var options = new DbContextOptionsBuilder<FloodgateDb>().UseSqlite($"Data Source={path};Pooling=False");
            using (var db = new FloodgateDb(options.Options)) db.Database.EnsureCreated();
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
