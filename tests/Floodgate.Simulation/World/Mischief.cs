using Floodgate.Simulation.Checks;
using Floodgate.Storage;

namespace Floodgate.Simulation.World;

/// <summary>
/// Puts what the plan holds (losses of power, kills, takeovers, jumps, snapshots) at moments of the seed's choosing.
/// </summary>
internal static class Mischief
{
    public static void Plan(SimWorld world)
    {
        var plan = world.Plan;
        Sometime(world, plan.PowerLosses, () =>
        {
            world.Counts.Met(Fault.PowerLoss);
            world.LosePower();
        });
        Sometime(world, plan.Kills, () =>
        {
            if (world.Nodes.Count == 0) return;
            world.Counts.Met(Fault.NodeKilled);
            world.KillNode(world.Nodes[world.Random.Next(world.Nodes.Count)]);
        });
        Sometime(world, plan.Takeovers, () => world.Directory.TakeOver(AnyChain(world)));
        Sometime(world, plan.ClockJumps, () => Jump(world));
        if (plan.DayPasses)
            Sometime(world, 1, () =>
            {
                world.Counts.Met(Fault.DayPassed);
                world.Clock.Jump(SimPlan.Day - world.Random.NextInt64(10 * SimPlan.Second));
            });
        Sometime(world, plan.Snapshots, () => MakeSnapshot(world));
        Sometime(world, plan.Snapshots / 2, () => DamageSnapshot(world));
        if (plan.Projects) Sometime(world, 12, () => ProjectionCheck.Follow(world));
        world.Planted.Begin(world);
    }

    private static void Sometime(SimWorld world, int times, Action action)
    {
        for (; times > 0; times--) world.Agenda.In(world.Random.NextInt64(world.Plan.FaultyMicros), action);
    }

    private static ChainId AnyChain(SimWorld world) =>
        new(SimWorld.Campaign, world.Random.Next(ChainId.PoolShard, world.Plan.Shards));

    private static ChainId AnyShard(SimWorld world) => new(SimWorld.Campaign, world.Random.Next(world.Plan.Shards));

    private static void Jump(SimWorld world)
    {
        var back = world.Random.Next(2) == 0;
        var micros = world.Random.NextInt64(1, 7_200 * SimPlan.Second);
        world.Counts.Met(back ? Fault.ClockBack : Fault.ClockForward);
        world.Clock.Jump(back ? -micros : micros);
    }

    private static void MakeSnapshot(SimWorld world)
    {
        if (world.Nodes.Count == 0 || world.Nodes[0].Snapshots is not { } snapshots) return;
        var chain = AnyShard(world);
        try
        {
            if (world.Disk.Rows(chain).Count == 0) return;
            snapshots.Make(chain);
            world.Counts.Met(Fault.SnapshotMade);
        }
        catch (JournalUnavailableException)
        {
            // As the node does: it is tried again another time.
        }
    }

    private static void DamageSnapshot(SimWorld world)
    {
        if (!Directory.Exists(world.Folder)) return;
        var files = Directory.GetFiles(world.Folder, "*.snapshot").Order(StringComparer.Ordinal).ToArray();
        if (files.Length == 0) return;
        var path = files[world.Random.Next(files.Length)];
        var bytes = File.ReadAllBytes(path);
        if (world.Random.Next(2) == 0) bytes = bytes[..world.Random.Next(bytes.Length)];
        else bytes[world.Random.Next(bytes.Length)] ^= (byte)world.Random.Next(1, 256);
        File.WriteAllBytes(path, bytes);
        world.Trace($"{Path.GetFileName(path)} is damaged");
    }
}
