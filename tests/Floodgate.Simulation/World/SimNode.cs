using Floodgate.Admission;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Vouchers.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Floodgate.Simulation.World;

/// <summary>One process: its tasks, its writer, what it knows. Killed, all of it is gone.</summary>
internal sealed class SimNode : IDisposable
{
    private const int TickMicros = 50_000;
    private static readonly CampaignSignals Signals =
        new WaySignals(Options.Create(new SignalsOptions())).For("rush");

    private readonly SimWorld _world;
    private bool _stepDue, _stepping;

    public SimNode(SimWorld world, int number)
    {
        (_world, Number) = (world, number);
        Journal = world.Planted.Journal(world, this, new SimJournal(world, this));
        Writer = new JournalWriter(Journal, world.Clock);
        Environment = new BookEnvironment(
            Journal, Writer, world.Plan.Storage, world.Clock, Scheduler, NullLogger.Instance);
        Gate = new CampaignGate(SimWorld.Campaign, "rush", Signals);
        Snapshots = world.Folder is { } folder ? new SnapshotStore(folder, Journal, new SnapshotWatch(world)) : null;
        Tick();
    }

    public int Number { get; }

    public bool Dead => Scheduler.Dead;

    public SimScheduler Scheduler { get; } = new();

    public IJournal Journal { get; }

    public JournalWriter Writer { get; }

    public BookEnvironment Environment { get; }

    public CampaignGate Gate { get; }

    public SnapshotStore? Snapshots { get; }

    /// <summary>Something may have queued: the writer's thread wakes soon.</summary>
    public void Poke()
    {
        if (Dead || _stepDue) return;
        _stepDue = true;
        _world.Agenda.In(_world.Random.Next(20, 1_000), Step);
    }

    public void Kill() => Scheduler.Kill();

    public void Dispose() => Writer.Dispose();

    private void Step()
    {
        _stepDue = false;
        if (Dead || _stepping) return;
        _stepping = true;
        var worked = Writer.Step();
        _stepping = false;
        if (worked) Poke();
    }

    private void Tick()
    {
        if (Dead) return;
        Poke();
        _world.Agenda.In(TickMicros, Tick);
    }
}
