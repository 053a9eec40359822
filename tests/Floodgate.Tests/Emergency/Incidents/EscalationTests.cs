using CsCheck;
using Floodgate.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class EscalationTests
{
    [Fact]
    public void Page_WhenNobodyAnswers_ClimbsOnTheSecondItShould()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromMinutes(5));

        var tech = world.Facts<PageStepped>().Where(one => one.Fact.Team == "tech")
            .Select(one => (one.Second, string.Join('+', one.Fact.People)));
        Assert.Equal(
            [(0, "li"), (15, "wang"), (60, "li+wang"), (90, "li+wang"), (120, "li+wang"), (150, "li+wang")], tech);
        Assert.Contains(world.Facts<PageExhausted>(), one => one is { Second: 180, Fact.Team: "tech" });
    }

    [Fact]
    public void Page_WhenOneOfATeamAnswers_StopsForThatTeamOnly()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(OrderOutcome.Done, world.Order("wang", new Order.Acknowledge()));
        world.Advance(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain(world.Facts<PageStepped>(), one => one.Fact.Team == "tech" && one.Second > 10);
        Assert.Contains(world.Facts<PageStepped>(), one => one is { Second: 15, Fact.Team: "service" });
        Assert.Equal("wang", world.Only.Commander);
    }

    [Fact]
    public void Send_WhenAChannelFails_GoesOnWithTheNextAtOnce()
    {
        var world = new RoomWorld();
        world.Fire();
        var first = world.Facts<SendBegun>().Single(one => one.Fact.Team == "tech").Fact;
        world.Decide(decider => { decider.EndSend(world.Only.Id, first.Message, "refused"); return 0; });

        var second = world.Facts<SendBegun>().Last(one => one.Fact.Team == "tech");
        Assert.Equal((0, 1), (second.Second, second.Fact.Channel));
        world.Decide(decider => { decider.EndSend(world.Only.Id, second.Fact.Message, "refused"); return 0; });
        Assert.Equal("li", Assert.Single(world.Facts<PersonUnreached>()).Fact.Person);
    }

    [Fact]
    public void Level_WhenRaised_CallsAnewByTheGraverSteps()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(OrderOutcome.NotAllowed, world.Order(
            "zhao", new Order.SetLevel(Floodgate.Emergency.Plans.ResponseLevel.I, "worse"), "service"));
        Assert.Equal(OrderOutcome.Done, world.Order(
            "zhao", new Order.SetLevel(Floodgate.Emergency.Plans.ResponseLevel.I, "worse"), "commander"));

        var rung = world.Facts<SendBegun>().Where(one => one is { Second: 20, Fact.Team: "tech" });
        Assert.Equal([0, 1], rung.Select(one => one.Fact.Channel).Order());
    }

    /// <summary>
    /// Any interleaving of answers, failed sends and restarts: steps are never late or early, never skipped, and
    /// none is
    /// taken for a team after one of it answered; no message id is begun twice.
    /// </summary>
    [Fact]
    public void Page_UnderAnyInterleaving_IsExact() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 4]).Array[0, 30].Sample(moves =>
        {
            var world = new RoomWorld();
            world.Fire();
            foreach (var (seconds, move) in moves)
            {
                world.Advance(TimeSpan.FromSeconds(seconds));
                Do(world, move);
            }

            var messages = world.Facts<SendBegun>().Select(one => one.Fact.Message).ToArray();
            Assert.Equal(messages.Length, messages.Distinct().Count());
            foreach (var team in world.Only.Pages.Keys) CheckSteps(world, team);
        }, iter: 400);

    private static void Do(RoomWorld world, int move)
    {
        switch (move)
        {
            case 0: world.Restart(); break;
            case 1: world.Order("wang", new Order.Acknowledge()); break;
            case 2: world.Order("zhao", new Order.Acknowledge()); break;
            default:
                if (world.Only.Sends.FirstOrDefault(one => !one.Value.Ended).Key is { } open)
                {
                    var fault = move == 3 ? "refused" : null;
                    world.Decide(decider => { decider.EndSend(world.Only.Id, open, fault); return 0; });
                }

                break;
        }
    }

    private static void CheckSteps(RoomWorld world, string team)
    {
        double[] due = [0, 15, 60, 90, 120, 150];
        var people = TestPlan.Plan.TeamOf(team)!.Everyone.ToHashSet();
        var answered = world.Entries.Where(entry => entry.Fact is Acknowledged one && people.Contains(one.Person))
            .Select(entry => (entry.At - RoomWorld.Start).TotalSeconds).DefaultIfEmpty(double.MaxValue).Min();
        var taken = world.Facts<PageStepped>().Where(one => one.Fact.Team == team).Select(one => one.Second).ToArray();
        Assert.Equal(due.Where(second => second <= answered && second <= Elapsed(world)).Take(taken.Length), taken);
        var missed = due.Count(second => second < answered && second <= Elapsed(world));
        Assert.True(taken.Length >= missed, $"{team}: {taken.Length} steps taken of {missed}");
    }

    private static double Elapsed(RoomWorld world) => (world.Now - RoomWorld.Start).TotalSeconds;
}
