using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Floodgate.Cluster.Database;

/// <summary>
/// Makes the standby the primary, when nothing that was confirmed can be missing there: most of the living nodes saw
/// it synchronous when they last saw the old primary, and no node knows that it was released since.
/// </summary>
internal sealed class DatabasePromotion(
    StorageEngine engine, LivingNodes nodes, OtherNodes others, StandbyRelease release,
    ILogger<DatabasePromotion> log) : IDisposable
{
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The timeline that is worked on: whoever asks for a promotion means the end of this one.</summary>
    public int Timeline => (engine as PostgresEngine)?.Places.Seen.Facts.Timeline ?? 0;

    /// <summary>What stands against a promotion at this moment; null: nothing. Changes nothing.</summary>
    public async Task<DatabaseOutcome.Refused?> FaultAsync() => engine is not PostgresEngine shared
        ? new DatabaseOutcome.Refused(Refusals.NoStandby)
        : await FaultAsync(shared, await shared.Places.LookAsync());

    /// <summary>Looks whether it may be, promotes, and tells the other nodes. Ends within a minute.</summary>
    /// <param name="by">Who wants it, for logs and for the record of the release.</param>
    /// <param name="timeline">The one that is to end; above it there was a promotion, and nothing is done.</param>
    /// <param name="cancel">Ends the wait for the server, not what it has begun.</param>
    public async Task<DatabaseOutcome> PromoteAsync(string by, int timeline, CancellationToken cancel)
    {
        if (engine is not PostgresEngine shared) return new DatabaseOutcome.Refused(Refusals.NoStandby);
        await _turn.WaitAsync(cancel);
        try
        {
            var hosts = await shared.Places.LookAsync();
            if (shared.Places.Seen.Facts.Timeline > timeline) return Done(shared);
            if (await FaultAsync(shared, hosts) is { } fault) return fault;
            var standby = Candidate(shared, hosts)!.Host;
            PostgresLog.Promoting(log, by, standby.ToString());
            // Begun, it is gone through with: a primary that nobody has let go would confirm nothing.
            await PromoteAsync(shared, standby, CancellationToken.None);
            await shared.Places.LookAsync();
            var facts = shared.Places.Seen.Facts;
            await others.AskAsync<IDatabaseGrain, bool>(
                node => node.HearAsync(facts.System, facts.Timeline), AskWithin);
            // There is no standby now, and to wait for one would take hours: a promotion says to go on.
            await release.NoteAsync(shared, by);
            return Done(shared);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException
            or System.Net.Sockets.SocketException)
        {
            return new DatabaseOutcome.Unavailable(fault.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<DatabaseOutcome.Refused?> FaultAsync(PostgresEngine shared, IReadOnlyList<HostSeen> hosts)
    {
        if (shared.Options.Standby is null || hosts.Count < 2) return new(Refusals.NoStandby);
        var words = new List<DatabaseWord> { DatabaseWord.Of(shared) };
        var answers = await others.AskAsync<IDatabaseGrain, DatabaseWord>(node => node.SayAsync(), AskWithin);
        words.AddRange(answers.Where(answer => answer.HasAnswered).Select(answer => answer.Said));
        var living = nodes.Now.Keys.Append(nodes.Me).Distinct(StringComparer.Ordinal).Count();
        if (words.Any(word => word.Released is not null))
            return new(
                Refusals.StandbyNotSynchronous, "it was released: what was confirmed since is on the primary only");
        if (words.Count(word => word.SeesPrimary) * 2 > living)
            return new(Refusals.PrimaryAnswers);
        var sure = words.Count(word => word.Known == StandbyStatus.Synchronous && word.Timeline == words[0].Timeline);
        if (sure * 2 <= living)
            return new(Refusals.StandbyNotSynchronous, string.Create(
                CultureInfo.InvariantCulture, $"{sure} of {living} nodes saw it synchronous when they last looked"));
        if (Candidate(shared, hosts) is not null) return null;
        return new(Refusals.StandbyUnreachable, string.Join("; ", hosts.Select(host => $"{host.Host}: {host.State}")));
    }

    /// <summary>
    /// The standby that has most. Null where one is silent that may have more: of all but the old primary we must know.
    /// </summary>
    private static HostSeen? Candidate(PostgresEngine shared, IReadOnlyList<HostSeen> hosts)
    {
        var standbys = hosts.Where(host =>
            host.State == HostState.Standby && host.System == shared.Places.Seen.Facts.System).ToArray();
        return standbys.Length >= hosts.Count - 1 ? standbys.MaxBy(host => host.Received) : null;
    }

    private static async Task PromoteAsync(PostgresEngine shared, PostgresHost standby, CancellationToken cancel)
    {
        var text = PostgresAddress.At(shared.Places.Address.Promotion, standby);
        await using var connection = await Task.Run(
            () => Connecting.Open(text, shared.Options.ConnectSecondsMax), cancel);
        await using var promote = new NpgsqlCommand("SELECT pg_promote(true, 30)", connection);
        if (await promote.ExecuteScalarAsync(cancel) is not true)
            throw new IOException($"{standby} was told to become the primary and has not within 30 s");
        await StandbyRelease.LetGoAsync(connection, cancel);
    }

    private static DatabaseOutcome.Done Done(PostgresEngine shared)
    {
        var timeline = shared.Places.Seen.Facts.Timeline;
        return new(new BilingualText(
            $"备库已成为主库，时间线 {timeline}；数秒后开始使用。现在没有备库，请尽快建立。",
            $"The standby is the primary, on timeline {timeline}, and is used in a few seconds. There is no standby "
            + "now: make one soon."));
    }
}
