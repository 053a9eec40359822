namespace Floodgate.BrowserTests;

public sealed class SkeletonTests
{
    [Fact]
    public void Assembly_IsNamedForItsFolder() =>
        Assert.Equal("Floodgate.BrowserTests", typeof(SkeletonTests).Assembly.GetName().Name);
}
