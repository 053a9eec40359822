using Floodgate.Cluster.Database;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;

namespace Floodgate.Emergency.Nodes;

/// <summary>The pair of databases where one is promised; else every step says that there is none.</summary>
internal sealed class StandbyOperations(
    StorageEngine engine, DatabasePromotion promotion, StandbyRelease release) : IDatabaseOperations
{
    private readonly PostgresEngine? _shared = engine as PostgresEngine;

    public bool HasStandby => _shared?.Options.Standby is not null;

    public DatabaseStanding? Standing => !HasStandby ? null : _shared!.Standby.Reading switch
    {
        { Status: StandbyStatus.Unknown or StandbyStatus.NotPromised } => null,
        var reading => new DatabaseStanding(
            reading.Primary?.ToString(), reading.Status == StandbyStatus.Synchronous,
            reading.Status == StandbyStatus.Released),
    };

    public async Task<string?> PromoteAsync(string actor, CancellationToken cancel) =>
        Words(await promotion.PromoteAsync(actor, promotion.Timeline, cancel));

    public async Task<string?> ReleaseAsync(string actor, CancellationToken cancel) =>
        Words(await release.ReleaseAsync(actor, cancel));

    private static string? Words(DatabaseOutcome outcome) => outcome switch
    {
        DatabaseOutcome.Done => null,
        DatabaseOutcome.Refused refused => $"{refused.Refusal.Happened.En} {refused.Why}".TrimEnd(),
        DatabaseOutcome.Unavailable unavailable => unavailable.Why,
        _ => "nothing is known of what came of it",
    };
}
