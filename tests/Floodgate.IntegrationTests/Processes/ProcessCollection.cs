namespace Floodgate.IntegrationTests.Processes;

/// <summary>
/// Alone, one after the other: each keeps all processors busy and kills at a chosen moment. Other tests with servers of
/// their own wait more than they work, and run two at a time.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    public const string Name = "processes";
}
