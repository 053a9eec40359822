using Floodgate.Simulation.World;
using Floodgate.Storage;

namespace Floodgate.Simulation.Net;

/// <summary>Messages between front end, pool and books: late, lost on the way there or back, twice.</summary>
internal sealed class SimNet(SimWorld world)
{
    private const long TimeoutMicros = 3 * SimPlan.Second;

    /// <param name="to">Whose owner is asked.</param>
    /// <param name="serve">Runs at the owner; harmless to repeat when <paramref name="repeats"/>.</param>
    /// <param name="repeats">Whether the network may deliver it twice.</param>
    public Task<T> Call<T>(ChainId to, Func<Placed, Task<T>> serve, bool repeats)
    {
        // Without asynchronous continuations on purpose: a WhenAll over such tasks would go on in the thread pool.
        var done = new TaskCompletionSource<T>();
        world.Agenda.In(TimeoutMicros, () => done.TrySetException(new TimeoutException("simulated: no answer")));
        var copies = 1;
        if (repeats && Mishap(Fault.DuplicatedRequest)) copies = 2;
        for (; copies > 0; copies--)
            if (!Mishap(Fault.LostRequest)) world.Agenda.In(Late(), () => Deliver(to, serve, done));
        return done.Task;
    }

    private void Deliver<T>(ChainId to, Func<Placed, Task<T>> serve, TaskCompletionSource<T> done)
    {
        if (world.Directory.Find(to) is not { } placed) return;
        placed.Node.Scheduler.Begin(async () =>
        {
            Action answer;
            try
            {
                var value = await serve(placed);
                answer = () => done.TrySetResult(value);
            }
            catch (Exception fault)
            {
                answer = () => done.TrySetException(fault);
            }

            if (!placed.Node.Dead && !Mishap(Fault.LostAnswer)) world.Agenda.In(Late(), answer);
        });
        placed.Node.Poke();
    }

    private long Late() =>
        world.Faulty && world.Random.NextDouble() < world.Plan.NetFaults
            ? world.Random.Next(1_000, 1_500_000)
            : world.Random.Next(10, 2_000);

    private bool Mishap(Fault fault)
    {
        if (!world.Faulty || world.Random.NextDouble() >= world.Plan.NetFaults) return false;
        world.Counts.Met(fault);
        return true;
    }
}
