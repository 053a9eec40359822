namespace Floodgate.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void Assembly_IsNamedForItsFolder() =>
        Assert.Equal("Floodgate.Tests", typeof(SkeletonTests).Assembly.GetName().Name);
}
