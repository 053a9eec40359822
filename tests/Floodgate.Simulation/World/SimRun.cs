using Floodgate.Simulation.Checks;
using Floodgate.Simulation.People;
using Floodgate.Simulation.Planted;
using Floodgate.Storage;

namespace Floodgate.Simulation.World;

/// <summary>What a run came to: null is good, else the first thing that does not hold.</summary>
internal sealed record SimResult(int Seed, string? Fault, string Plan, FaultCounts Counts, long Events);

/// <summary>One seed from an empty disk to the last answer, and the checks after it.</summary>
internal static class SimRun
{
    /// <summary>Simulated time within which everyone has a definite answer once nothing breaks any more.</summary>
    private const long HealedMicrosMax = 120 * SimPlan.Second;

    public static SimResult Run(int seed, PlantedFault planted, Action<string>? trace = null)
    {
        // The program's awaits must come back to the simulation's own schedulers and to nothing of the test runner's.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var name = $"floodgate-sim-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}-{seed}";
        var folder = Path.Combine(Path.GetTempPath(), name);
        try
        {
            using var world = new SimWorld(seed, planted, folder, trace);
            world.Trace($"seed {seed}: {world.Plan}");
            var fault = Play(world);
            return new SimResult(seed, fault, world.Plan.ToString(), world.Counts, world.Disk.Sequence);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Play(SimWorld world)
    {
        var people = world.Persons.Select(id => new SimPerson(world, id)).ToArray();
        var boss = new SimOperator(world);
        var tills = Enumerable.Range(1, world.Plan.Tills).Select(store => new SimTill(world, store)).ToArray();
        var staff = new SimStaff(world);
        var lives = new List<Task>();
        world.Outside.Begin(() => Keep(boss.WorkAsync()));
        foreach (var person in people) world.Outside.Begin(() => Keep(person.LiveAsync()));
        foreach (var till in tills) world.Outside.Begin(() => Keep(till.LiveAsync()));
        if (tills.Length > 0) world.Outside.Begin(() => Keep(staff.LiveAsync()));
        Mischief.Plan(world);
        world.RunUntil(() => false, world.Plan.FaultyMicros);
        world.Faulty = false;
        world.Trace("nothing breaks any more");
        var done = world.RunUntil(
            () => lives.TrueForAll(life => life.IsCompleted), world.Plan.FaultyMicros + HealedMicrosMax);
        if (world.Nodes.Any(node => node.Scheduler.Strayed) || world.Outside.Strayed)
            return "simulation: a task left the thread";
        if (lives.Find(life => life.IsFaulted) is { } broken) return $"simulation: {broken.Exception!.InnerException}";
        if (world.Directory.All.FirstOrDefault(placed => placed.State == BookState.Damaged) is { } damaged)
            return $"I10: {damaged.Shard?.Chain ?? damaged.Pool!.Chain} is shut as damaged: {damaged.Damage}";
        if (!done)
        {
            var waiting = people.Where(person => person.WaitsFor is not null).ToArray();
            var who = waiting.FirstOrDefault()?.WaitsFor
                ?? tills.FirstOrDefault(till => till.WaitsFor is not null)?.WaitsFor ?? "the operator or staff waits";
            return $"liveness: {waiting.Length} persons without a definite answer, {who}";
        }

        var unheard = AskAllAgain(world, people, tills, staff);
        // What the rows say comes first: a book that does not open any more is only what follows from it.
        return Checker.Check(world) ?? unheard ?? ProjectionCheck.Check(world);

        // The local function keeps what was begun, so that a life that broke is seen.
        Task Keep(Task life)
        {
            lives.Add(life);
            return life;
        }
    }

    /// <summary>A last loss of power: what people hold must be found by those who open the books after it.</summary>
    private static string? AskAllAgain(SimWorld world, SimPerson[] people, SimTill[] tills, SimStaff staff)
    {
        world.LosePower();
        var visits = new List<Task>();
        foreach (var person in people) world.Outside.Begin(() => Visit(person.AskAgainAsync));
        foreach (var till in tills) world.Outside.Begin(() => Visit(till.AskAgainAsync));
        var done = world.RunUntil(
            () => visits.TrueForAll(visit => visit.IsCompleted), world.Agenda.NowMicros + (HealedMicrosMax / 2));
        if (done && tills.Length > 0)
        {
            world.Outside.Begin(() => Visit(staff.AuditAsync));
            done = world.RunUntil(() => visits[^1].IsCompleted, world.Agenda.NowMicros + (HealedMicrosMax / 2));
        }

        if (visits.Find(visit => visit.IsFaulted) is { } broken)
            return $"simulation: {broken.Exception!.InnerException}";
        return done ? null : "liveness: after the last loss of power people get no answers";

        Task Visit(Func<Task> ask)
        {
            var visit = ask();
            visits.Add(visit);
            return visit;
        }
    }
}
