using Floodgate.Simulation.Planted;
using Floodgate.Simulation.World;

namespace Floodgate.Simulation;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(61)]
    [InlineData(77)]
    public void SameSeed_RunTwice_TakesTheSameSteps(int seed) => Assert.Equal(Steps(seed), Steps(seed));

    private static List<string> Steps(int seed)
    {
        var steps = new List<string>();
        SimRun.Run(seed, PlantedFault.None, steps.Add);
        Assert.NotEmpty(steps);
        return steps;
    }
}
