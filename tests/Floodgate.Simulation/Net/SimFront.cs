using Floodgate.Foundation;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Simulation.Net;

/// <summary>The front end: gathers what comes within a moment for one shard into one call.</summary>
internal sealed class SimFront(SimWorld world)
{
    private readonly Dictionary<int, List<Waiter>> _lanes = [];

    /// <summary>Null: no answer came.</summary>
    public Task<ClaimAnswer?> ClaimAsync(ClaimRequest request)
    {
        var shard = ClaimLanes.ShardOf(request.Person, world.Plan.Shards);
        if (world.Directory.GateOf(new ChainId(SimWorld.Campaign, shard)) is { } gate
            && world.Planted.IsSoldOutFor(gate, request.Batch, shard, new PersonId(request.Person)))
        {
            world.Counts.Met(Fault.RefusedAtTheEdge);
            return Task.FromResult<ClaimAnswer?>(ClaimAnswer.Refuse(ClaimKind.SoldOut));
        }

        var waiter = new Waiter(request);
        if (_lanes.TryGetValue(shard, out var lane))
        {
            lane.Add(waiter);
            return waiter.Answer.Task;
        }

        _lanes[shard] = [waiter];
        world.Agenda.In(world.Random.Next(1, 4_000), () => world.Outside.Begin(() => SendAsync(shard)));
        return waiter.Answer.Task;
    }

    private async Task SendAsync(int shard)
    {
        _lanes.Remove(shard, out var lane);
        ClaimAnswer[]? answers = [];
        try
        {
            var book = new BookProxy(world, new ChainId(SimWorld.Campaign, shard));
            answers = await book.ClaimAsync([.. lane!.Select(waiter => waiter.Request)]);
            if (answers is { Length: 0 }) world.Counts.Met(Fault.QueueFull);
        }
        catch (TimeoutException)
        {
            // Nobody knows what became of it.
        }

        for (var i = 0; i < lane!.Count; i++) lane[i].Answer.TrySetResult(answers?.Length > i ? answers[i] : null);
    }

    private sealed record Waiter(ClaimRequest Request)
    {
        public TaskCompletionSource<ClaimAnswer?> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
