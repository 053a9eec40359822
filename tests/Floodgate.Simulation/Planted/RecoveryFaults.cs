using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Snapshots;

namespace Floodgate.Simulation.Planted;

/// <summary>What a shard has not used after some time is taken back without asking it.</summary>
internal sealed class LeaseTimedOut : PlantedFault
{
    private const long LeaseMicros = 3 * SimPlan.Second;

    public override void Begin(SimWorld world) => world.Agenda.In(LeaseMicros, () => Reclaim(world));

    private static void Reclaim(SimWorld world)
    {
        if (!world.Faulty) return;
        var shard = world.Random.Next(world.Plan.Shards);
        var question = new BookQuestion<StockPool, bool>(
            (pool, events, _) =>
            {
                for (var batch = 0; batch < pool.Batches.Count; batch++)
                    PoolDecision.Return(pool, shard, batch, pool.Batches[batch].GrantedTo(shard), events);
                return true;
            },
            unanswered: false);
        foreach (var placed in world.Directory.All) placed.Pool?.TryEnqueue(question);
        world.Agenda.In(LeaseMicros, () => Reclaim(world));
    }
}

/// <summary>Room under a cap that a shard has not used after some time is taken back without asking it.</summary>
internal sealed class CapRoomTimedOut : PlantedFault
{
    private const long LeaseMicros = 3 * SimPlan.Second;

    public override void Begin(SimWorld world) => world.Agenda.In(LeaseMicros, () => Reclaim(world));

    private static void Reclaim(SimWorld world)
    {
        if (!world.Faulty) return;
        var shard = world.Random.Next(world.Plan.Shards);
        var question = new BookQuestion<StockPool, bool>(
            (pool, events, _) =>
            {
                if (pool.Version is null) return true;
                foreach (var cap in world.Plan.Caps)
                    foreach (var counter in (string[])["merchant=m0", "merchant=m1", "region:33"])
                        if (counter.StartsWith(cap.Per.ToString(), StringComparison.OrdinalIgnoreCase))
                            PoolDecision.ReturnCap(
                                pool, shard, counter, pool.CapOf(counter).GrantedTo(shard), events);
                return true;
            },
            unanswered: false);
        foreach (var placed in world.Directory.All) placed.Pool?.TryEnqueue(question);
        world.Agenda.In(LeaseMicros, () => Reclaim(world));
    }
}

/// <summary>A snapshot holds an older state than the place it names.</summary>
internal sealed class SnapshotStale : PlantedFault
{
    public override void BeforeOpen(SimWorld world, SimNode node, ChainId chain)
    {
        var rows = world.Disk.Rows(chain);
        if (node.Snapshots is null || rows.Count < 4) return;
        var book = new VoucherBook(new ChainHead(chain, 0, 0, JournalRow.FirstHash));
        try
        {
            foreach (var stored in rows.Take(rows.Count / 2)) book.Follow(stored.Row);
        }
        catch (JournalDamagedException)
        {
            // The fault has done its work already.
            return;
        }

        book.Advance(rows[^1].Row);
        Directory.CreateDirectory(world.Folder!);
        using var file = File.Create(Path.Combine(world.Folder!, $"{chain.Value}-{book.Head.Position:D12}.snapshot"));
        SnapshotFile.Write(file, book);
    }
}

/// <summary>A book that opens does not ask which pauses are in force.</summary>
internal sealed class PauseSkipped : PlantedFault
{
    public override IStockPoolGrain Pool(SimWorld world, IStockPoolGrain pool) => new Forgetful(pool);

    private sealed class Forgetful(IStockPoolGrain inner) : IStockPoolGrain
    {
        public async Task<JoinReply> JoinAsync(JoinRequest request) =>
            await inner.JoinAsync(request) with { PauseStamp = -1 };

        public Task<StockReply> RequestStockAsync(StockRequest request) => inner.RequestStockAsync(request);

        public Task<StockReply> RequestCapAsync(CapRequest request) => inner.RequestCapAsync(request);

        public Task<ApplyReply> ApplyAsync(byte[] definition, int expectedVersion, byte codeKey) =>
            inner.ApplyAsync(definition, expectedVersion, codeKey);

        public Task<bool> PauseAsync(byte[] pause) => inner.PauseAsync(pause);

        public Task<bool> ResumeAsync(string key, string reason, string actor, long ifStamp) =>
            inner.ResumeAsync(key, reason, actor, ifStamp);

        public Task<ExtendKind> ExtendAsync(byte[] extension) => inner.ExtendAsync(extension);

        public Task<PoolFigures> FiguresAsync() => inner.FiguresAsync();

        public Task<PoolFacts> FactsAsync(int version, int extensions) => inner.FactsAsync(version, extensions);
    }
}
