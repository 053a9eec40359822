using Floodgate.Foundation;

namespace Floodgate.Cluster.Database;

/// <summary>What came of an act on the shared database: a closed set.</summary>
internal abstract record DatabaseOutcome
{
    /// <param name="Said">What is so now.</param>
    public sealed record Done(BilingualText Said) : DatabaseOutcome;

    /// <summary>It is not done, and would not be a moment later either; nothing changed.</summary>
    /// <param name="Refusal">In words for people.</param>
    /// <param name="Why">What this node knows of it; empty: no more than the refusal says.</param>
    public sealed record Refused(Refusal Refusal, string Why = "") : DatabaseOutcome;

    /// <summary>A server did not answer, or refused: it may be tried again.</summary>
    public sealed record Unavailable(string Why) : DatabaseOutcome;
}
