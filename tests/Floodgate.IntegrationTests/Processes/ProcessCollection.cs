namespace Floodgate.IntegrationTests.Processes;

/// <summary>One at a time and alone: each keeps all processors busy, and some kill at a chosen moment.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    public const string Name = "processes";
}
