using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Orleans.Concurrency;

namespace Floodgate.Cluster.Database;

/// <summary>What a node says of the shared database.</summary>
/// <param name="Known">How its standby stood when this node last saw the primary; null: never since its start.</param>
/// <param name="SeesPrimary">Whether it saw it at its last look.</param>
/// <param name="System">The database cluster's own identifier.</param>
/// <param name="Timeline">The highest that this node has seen.</param>
/// <param name="Released">By whom the standby was released; null: it was not.</param>
/// <param name="ReleasedMicros">When.</param>
[GenerateSerializer, Immutable, Alias("floodgate.database.word.v1")]
internal readonly record struct DatabaseWord(
    [property: Id(0)] StandbyStatus? Known, [property: Id(1)] bool SeesPrimary, [property: Id(2)] long System,
    [property: Id(3)] int Timeline, [property: Id(4)] string? Released, [property: Id(5)] long ReleasedMicros)
{
    /// <summary>This node's own.</summary>
    public static DatabaseWord Of(PostgresEngine engine)
    {
        var facts = engine.Places.Seen.Facts;
        return new DatabaseWord(
            engine.Standby.Known?.Status, engine.Standby.Reading.Status != StandbyStatus.Unknown, facts.System,
            facts.Timeline, facts.Released, facts.ReleasedMicros);
    }
}

/// <summary>A node, asked and told about the shared database; the key is its name.</summary>
[Alias("floodgate.database.v1")]
internal interface IDatabaseGrain : IGrainWithStringKey
{
    [Alias("say")]
    Task<DatabaseWord> SayAsync();

    /// <summary>Returns when it is on this node's disk that the standby is released.</summary>
    /// <param name="by">Whose word it is.</param>
    /// <param name="micros">When it was given.</param>
    [Alias("release")]
    Task<bool> ReleaseAsync(string by, long micros);

    /// <summary>Returns when it is on this node's disk that there is such a timeline.</summary>
    [Alias("timeline")]
    Task<bool> HearAsync(long system, int timeline);
}

/// <summary>Answers for its node. The disk is waited for elsewhere than on a thread that other grains need.</summary>
[Reentrant, NodePlacement]
internal sealed class DatabaseGrain(StorageEngine engine) : Grain, IDatabaseGrain
{
    private PostgresEngine Shared => engine as PostgresEngine
        ?? throw new InvalidOperationException("this node shares no database");

    public Task<DatabaseWord> SayAsync() => Task.FromResult(DatabaseWord.Of(Shared));

    public Task<bool> ReleaseAsync(string by, long micros) => Task.Run(() =>
    {
        Shared.Places.Seen.Change(facts => facts with { Released = by, ReleasedMicros = micros });
        return true;
    });

    public Task<bool> HearAsync(long system, int timeline) => Task.Run(() =>
    {
        Shared.Places.Hear(system, timeline);
        return true;
    });
}
