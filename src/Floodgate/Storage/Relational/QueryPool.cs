using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Floodgate.Storage.Relational;

/// <summary>
/// How many connections to the relational tables may be open at one time. Whoever finds it full waits a little and is
/// then told that the store does not answer. The journal has a connection of its own and knows nothing of this.
/// </summary>
/// <param name="clock">Of the waiting.</param>
/// <param name="wide">As many as the engine has.</param>
internal sealed class QueryPool(TimeProvider clock, int wide) : DbConnectionInterceptor
{
    public const int Narrowest = 2;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<DbConnection, bool> _open = new();
    private int _taken, _cap = wide;

    public int Wide { get; } = wide;

    /// <summary>Open or being opened.</summary>
    public int Taken
    {
        get
        {
            lock (_gate) return _taken;
        }
    }

    public int Cap
    {
        get
        {
            lock (_gate) return _cap;
        }
        set
        {
            lock (_gate)
            {
                _cap = Math.Clamp(value, Narrowest, Wide);
                Admit();
            }
        }
    }

    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        TakeAsync(connection, CancellationToken.None).GetAwaiter().GetResult();
        return result;
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        await TakeAsync(connection, cancellationToken);
        return result;
    }

    public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) =>
        Free(connection);

    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Free(connection);
        return Task.CompletedTask;
    }

    public override void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) =>
        Free(connection);

    public override Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Free(connection);
        return Task.CompletedTask;
    }

    public override InterceptionResult ConnectionDisposing(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Free(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionDisposingAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Free(connection);
        return ValueTask.FromResult(result);
    }

    public override void ConnectionCanceled(DbConnection connection, ConnectionEndEventData eventData) =>
        Free(connection);

    public override Task ConnectionCanceledAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Free(connection);
        return Task.CompletedTask;
    }

    /// <exception cref="IOException">The pool stayed full.</exception>
    private async Task TakeAsync(DbConnection connection, CancellationToken cancel)
    {
        if (Enter() is { } turn)
        {
            try
            {
                await turn.Task.WaitAsync(WaitMax, clock, cancel);
            }
            catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
            {
                // It may have been given its turn at this very moment: then the turn is passed on.
                if (!turn.TrySetCanceled(CancellationToken.None)) Leave();
                if (fault is TimeoutException) throw new IOException("all connections to the store are taken", fault);
                throw;
            }
        }

        _open[connection] = true;
    }

    private TaskCompletionSource? Enter()
    {
        lock (_gate)
        {
            if (_taken < _cap)
            {
                _taken++;
                return null;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return turn;
        }
    }

    private void Free(DbConnection connection)
    {
        if (_open.TryRemove(connection, out _)) Leave();
    }

    private void Leave()
    {
        lock (_gate)
        {
            _taken--;
            Admit();
        }
    }

    private void Admit()
    {
        while (_taken < _cap && _waiting.TryDequeue(out var next))
            if (next.TrySetResult()) _taken++;
    }
}
