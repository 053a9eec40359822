using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// A pool of connections to the server that is worked on. With the place the pool is another: what was open to the old
/// one is closed as it comes back. Every connection is looked at once, when it is made.
/// </summary>
/// <param name="places">Where that is.</param>
/// <param name="text">Connection string, with the pool's size.</param>
/// <param name="seconds">Until a connection must be had.</param>
/// <param name="check">Of each connection, beside that it is the place.</param>
internal sealed class PlacedPool(
    PostgresPlaces places, string text, int seconds, Action<NpgsqlConnection>? check = null) : IDisposable
{
    private readonly Lock _gate = new();
    private PostgresPlace? _place;
    private NpgsqlDataSource? _pool;

    /// <exception cref="NpgsqlException">There is no place.</exception>
    public NpgsqlDataSource Now()
    {
        var place = places.Now();
        NpgsqlDataSource? old = null;
        lock (_gate)
        {
            if (_pool is null || _place != place)
            {
                old = _pool;
                (_place, _pool) = (place, Make(place));
            }
        }

        old?.Dispose();
        return _pool;
    }

    /// <summary>An open connection; the caller disposes of it.</summary>
    /// <exception cref="NpgsqlException">None was to be had in time.</exception>
    public NpgsqlConnection Open()
    {
        var pool = Now();
        try
        {
            return pool.OpenWithin(seconds);
        }
        catch (Exception fault) when (fault is NpgsqlException or JournalUnavailableException)
        {
            places.Doubt();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_gate) _pool?.Dispose();
    }

    private NpgsqlDataSource Make(PostgresPlace place)
    {
        var builder = new NpgsqlDataSourceBuilder(PostgresAddress.At(text, place.Host));
        builder.UsePhysicalConnectionInitializer(Look, opened =>
        {
            Look(opened);
            return Task.CompletedTask;
        });
        return builder.Build();

        void Look(NpgsqlConnection opened)
        {
            PostgresPlaces.Check(opened, place);
            check?.Invoke(opened);
        }
    }
}
