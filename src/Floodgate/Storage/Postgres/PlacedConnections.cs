using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>Gives each context its connection to the server that is worked on at that moment.</summary>
internal sealed class PlacedConnections(PlacedPool pool, PostgresPlaces places) : DbConnectionInterceptor
{
    /// <exception cref="NpgsqlException">There is no primary to work on.</exception>
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(pool.Now().CreateConnection());

    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        RefuseLostLock(eventData);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        RefuseLostLock(eventData);
        return ValueTask.FromResult(result);
    }

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) =>
        places.Doubt();

    public override Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        places.Doubt();
        return Task.CompletedTask;
    }

    /// <summary>It would go on without the lock that it believes to hold.</summary>
    private static void RefuseLostLock(ConnectionEventData opening)
    {
        if (opening.Context is PostgresDb { Holds: true })
            throw new NpgsqlException("the connection was lost, and the lock that it held with it");
    }
}
