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
        var projector = new Projector(world.Nodes[0].Journal, FileOf(world));
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
            var projector = new Projector(new SimJournal(world, world.Nodes[0]), FileOf(world));
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
        var expected = Checker.Replay(world).SelectMany(shard => shard.Value.Vouchers.Select((voucher, number) =>
            (Id: VoucherId.Create(SimWorld.Campaign, shard.Key, number).Value, voucher.Person, voucher.Batch,
                voucher.Version, voucher.TimeMicros, voucher.Position, GivenTime.Until(
                    shard.Value.Extensions, voucher.TimeMicros + (30 * 86_400 * SimPlan.Second), voucher.Batch,
                    voucher.TimeMicros)))).Order().ToArray();
        var found = new List<(ulong, UInt128, int, int, long, long, long)>();
        using var connection = SqliteFile.OpenReadOnly(FileOf(world));
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT VoucherId, Person, Batch, Version, ClaimedAt, Position, ValidUntil FROM voucher ORDER BY VoucherId";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            found.Add(((ulong)reader.GetInt64(0), PersonId.Read((byte[])reader[1]).Value, reader.GetInt32(2),
                reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6)));
        return expected.SequenceEqual(found)
            ? null
            : $"I10: the projection has {found.Count} vouchers, its replay {expected.Length}, or others";
    }

    private static string FileOf(SimWorld world)
    {
        var path = Path.Combine(world.Folder!, "projection.db");
        if (File.Exists(path)) return path;
        Directory.CreateDirectory(world.Folder!);
        File.WriteAllBytes(path, Empty.Value);
        return path;
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
