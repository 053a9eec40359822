using Floodgate.Simulation.Net;
using Floodgate.Simulation.People;
using Floodgate.Simulation.Planted;

namespace Floodgate.Simulation.World;

/// <summary>
/// Everything of one run, on one thread: which task runs next, when a message arrives, what breaks, all follows from
/// the seed.
/// </summary>
internal sealed class SimWorld : IDisposable
{
    public const int Campaign = 1;
    private const int NodesMax = 2;
    private readonly List<SimNode> _nodes = [];
    private readonly Action<string>? _trace;
    private bool _passing;
    private int _nodesMade;

    public SimWorld(int seed, PlantedFault planted, string? folder, Action<string>? trace)
    {
        (Seed, Planted, Folder, _trace) = (seed, planted, folder, trace);
        Random = new Random(seed);
        Plan = new SimPlan(Random);
        Folder = Plan.Snapshots > 0 || Plan.Projects ? folder : null;
        Agenda = new Agenda(Random);
        Clock = new SimClock(Agenda);
        Directory = new SimDirectory(this);
        Net = new SimNet(this);
        Front = new SimFront(this);
        Persons = [.. Enumerable.Range(0, Plan.Persons).Select(_ => AnyId())];
        foreach (var person in Persons) Wish(person);
        StartNode();
    }

    public int Seed { get; }

    public Random Random { get; }

    public SimPlan Plan { get; }

    public PlantedFault Planted { get; }

    /// <summary>Where snapshots and the projection lie; null in runs without.</summary>
    public string? Folder { get; }

    public Agenda Agenda { get; }

    public SimClock Clock { get; }

    public SimDisk Disk { get; } = new();

    public SimDirectory Directory { get; }

    public SimNet Net { get; }

    public SimFront Front { get; }

    /// <summary>Where clients and operators live: nothing kills it.</summary>
    public SimScheduler Outside { get; } = new();

    public History History { get; } = new();

    public FaultCounts Counts { get; } = new();

    /// <summary>Whether mishaps still happen.</summary>
    public bool Faulty { get; set; } = true;

    public IReadOnlyList<SimNode> Nodes => _nodes;

    public IReadOnlyList<UInt128> Persons { get; }

    /// <summary>The batches each person wants a voucher of.</summary>
    public Dictionary<UInt128, int[]> Batches { get; } = [];

    /// <summary>Whether anyone reads the trace; what is dear to say is said only then.</summary>
    public bool Traced => _trace is not null;

    public void Trace(string what) => _trace?.Invoke($"{Agenda.NowMicros / 1e6,10:F6} {what}");

    public void StartNode()
    {
        if (_nodes.Count < NodesMax) _nodes.Add(new SimNode(this, ++_nodesMade));
    }

    public void KillNode(SimNode node)
    {
        Trace($"node {node.Number} is killed");
        node.Kill();
        _nodes.Remove(node);
        Agenda.In(Random.Next(10_000, 1_500_000), StartNode);
    }

    public void LosePower()
    {
        Trace("power is lost");
        foreach (var node in _nodes.ToArray()) KillNode(node);
        Disk.LosePower();
    }

    /// <summary>Runs until the time or until the condition holds.</summary>
    public bool RunUntil(Func<bool> done, long micros)
    {
        while (!done())
            if (!Advance(busy: null, micros)) return done();
        return true;
    }

    /// <summary>
    /// The node's writer waits for its disk: messages go on arriving and others go on working, its own tasks do not.
    /// </summary>
    public void PassDuring(SimNode node, long micros)
    {
        if (_passing) return;
        _passing = true;
        var until = Agenda.NowMicros + micros;
        while (!node.Dead && Advance(node, until))
        {
        }

        _passing = false;
    }

    public Task Delay(long micros) => Task.Delay(TimeSpan.FromMicroseconds(micros), Clock);

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
    }

    private UInt128 AnyId() => new((ulong)Random.NextInt64(), (ulong)Random.NextInt64());

    private void Wish(UInt128 person)
    {
        Batches[person] = [.. Enumerable.Range(0, Plan.Limit).Select(_ => Random.Next(Plan.Batches))];
        foreach (var batch in Batches[person]) History.Wanted[batch] = History.Wanted.GetValueOrDefault(batch) + 1;
    }

    private bool Advance(SimNode? busy, long until)
    {
        var ready = Outside.Ready;
        foreach (var node in _nodes)
            if (node != busy) ready += node.Scheduler.Ready;
        if (ready > 0)
        {
            RunReady(busy, Random.Next(ready));
            return true;
        }

        if (Agenda.NextMicros > until)
        {
            Agenda.PassTo(until);
            return false;
        }

        Agenda.Next();
        return true;
    }

    private void RunReady(SimNode? busy, int place)
    {
        if (place < Outside.Ready)
        {
            Outside.RunOne(place);
            return;
        }

        place -= Outside.Ready;
        foreach (var node in _nodes)
        {
            if (node == busy) continue;
            if (place < node.Scheduler.Ready)
            {
                node.Scheduler.RunOne(place);
                node.Poke();
                return;
            }

            place -= node.Scheduler.Ready;
        }
    }
}
