namespace Floodgate.IntegrationTests;

public sealed class SkeletonTests
{
    [Fact]
    public void Assembly_IsNamedForItsFolder() =>
        Assert.Equal("Floodgate.IntegrationTests", typeof(SkeletonTests).Assembly.GetName().Name);
}
