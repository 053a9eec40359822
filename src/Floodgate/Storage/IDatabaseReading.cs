using Floodgate.Foundation;

namespace Floodgate.Storage;

/// <summary>How the database and its standby are, for the reading of the cluster.</summary>
/// <param name="IsWell">Nobody has to do anything.</param>
/// <param name="Words">What is so, and what to do when it is not well.</param>
internal sealed record DatabaseFacts(bool IsWell, BilingualText Words);

/// <summary>Who watches the database from this node. There may be nobody.</summary>
internal interface IDatabaseReading
{
    /// <summary>From memory; it asks nobody.</summary>
    DatabaseFacts Read();
}
