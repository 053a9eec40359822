using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Opens connections within a time that holds. The driver's own limit does not when it opens synchronously: a server
/// that takes the connection and then stands still, as a frozen machine does, was waited for without end.
/// </summary>
internal static class Connecting
{
    /// <summary>For what the driver does after its own limit has passed, before it is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>A connection of its own; the caller disposes of it.</summary>
    /// <exception cref="NpgsqlException">It was refused, or did not open in time.</exception>
    public static NpgsqlConnection Open(string text, int seconds) => Within(seconds, cancel => OpenAsync(text, cancel));

    /// <summary>A connection of the pool; the caller disposes of it.</summary>
    /// <exception cref="NpgsqlException">It was refused, or none was to be had in time.</exception>
    public static NpgsqlConnection OpenWithin(this NpgsqlDataSource pool, int seconds) =>
        Within(seconds, cancel => pool.OpenConnectionAsync(cancel).AsTask());

    private static async Task<NpgsqlConnection> OpenAsync(string text, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(text);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlConnection Within(int seconds, Func<CancellationToken, Task<NpgsqlConnection>> open)
    {
        var limit = TimeSpan.FromSeconds(seconds);
        using var cancel = new CancellationTokenSource(limit);
        // On the pool's threads: whoever waits here may be the only thread of its kind.
        var opening = Task.Run(() => open(cancel.Token), CancellationToken.None);
        try
        {
            return opening.WaitAsync(limit + Grace, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // What opens too late is closed: nobody waits for it any more.
            _ = opening.ContinueWith(
                late => late.Result.Dispose(), CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw new NpgsqlException($"the server did not take a connection within {seconds} s", fault);
        }
    }
}
