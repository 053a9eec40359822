namespace Floodgate.Foundation;

/// <summary>What this node is called among others.</summary>
internal sealed record NodeName(string Name)
{
    /// <summary>Of a node that has its store to itself.</summary>
    public const string Single = "single";

    public bool IsSingle => Name == Single;
}
