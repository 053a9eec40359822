namespace Floodgate.Simulation;

public sealed class SkeletonTests
{
    [Fact]
    public void Assembly_IsNamedForItsFolder() =>
        Assert.Equal("Floodgate.Simulation", typeof(SkeletonTests).Assembly.GetName().Name);
}
