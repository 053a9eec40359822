using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Floodgate.Cluster.Database;

/// <summary>
/// Lets commits go on without the standby. First it is on every node's disk, then the primary is told: so no node ever
/// promotes a standby that may lack what was confirmed.
/// </summary>
internal sealed class StandbyRelease(
    StorageEngine engine, OtherNodes others, TimeProvider clock, ILogger<StandbyRelease> log)
{
    private static readonly TimeSpan TellWithin = TimeSpan.FromSeconds(3);

    /// <summary>What stands against it at this moment; null: nothing. Changes nothing.</summary>
    public DatabaseOutcome? Fault => engine is not PostgresEngine shared
        ? new DatabaseOutcome.Refused(Refusals.NoStandby)
        : shared.Standby.Reading switch
        {
            { Status: StandbyStatus.NotPromised } => new DatabaseOutcome.Refused(Refusals.NoStandby),
            { Status: StandbyStatus.Synchronous } => new DatabaseOutcome.Refused(Refusals.StandbyFollows),
            { Status: StandbyStatus.Unknown } unseen =>
                new DatabaseOutcome.Unavailable(unseen.Why ?? "the primary was not seen"),
            _ => null,
        };

    /// <summary>Ends within ten seconds.</summary>
    /// <param name="by">Who wants it: two people, or <c>policy</c>.</param>
    /// <param name="cancel">Ends the wait; what was kept by then stays.</param>
    public async Task<DatabaseOutcome> ReleaseAsync(string by, CancellationToken cancel)
    {
        if (Fault is { } fault) return fault;
        var shared = (PostgresEngine)engine;
        if (shared.Standby.Reading.Status == StandbyStatus.Released) return Done;
        try
        {
            var silent = await NoteAsync(shared, by);
            if (silent.Count > 0)
                return new DatabaseOutcome.Refused(Refusals.ReleaseUnheard, string.Join("; ", silent));
            PostgresLog.Releasing(log, by, shared.Options.Standby!);
            await using var connection = await Task.Run(
                () => shared.Places.Open(shared.Places.Address.Control), cancel);
            await LetGoAsync(connection, cancel);
            return Done;
        }
        catch (Exception failed) when (failed is NpgsqlException or IOException
            or System.Net.Sockets.SocketException)
        {
            return new DatabaseOutcome.Unavailable(failed.Message);
        }
    }

    /// <summary>Has it kept by all living nodes, this one first.</summary>
    /// <returns>Those that did not say that they have, and why.</returns>
    /// <exception cref="IOException">This node cannot keep it.</exception>
    public async Task<IReadOnlyList<string>> NoteAsync(PostgresEngine shared, string by)
    {
        var micros = clock.NowMicros();
        shared.Places.Seen.Change(facts => facts with { Released = by, ReleasedMicros = micros });
        var answers = await others.AskAsync<IDatabaseGrain, bool>(node => node.ReleaseAsync(by, micros), TellWithin);
        return [.. answers.Where(answer => !answer.HasAnswered).Select(answer => $"{answer.Node}: {answer.Silence}")];
    }

    /// <summary>What is waiting there for a standby is acknowledged now.</summary>
    /// <exception cref="NpgsqlException">It was refused: our role may not, or the server is away.</exception>
    public static async Task LetGoAsync(NpgsqlConnection primary, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT current_setting('synchronous_standby_names')", primary);
        if (await command.ExecuteScalarAsync(cancel) is "") return;
        command.CommandText = "ALTER SYSTEM SET synchronous_standby_names = ''";
        await command.ExecuteNonQueryAsync(cancel);
        command.CommandText = "SELECT pg_reload_conf()";
        await command.ExecuteScalarAsync(cancel);
    }

    private static DatabaseOutcome.Done Done { get; } = new(new BilingualText(
        "提交不再等待备库；主库若此时损坏，其后确认的券可能丢失，备库也不能再被提升。",
        "Commits no longer wait for the standby: what is confirmed from now on is lost if the primary is, and the "
        + "standby is not promoted any more."));
}
