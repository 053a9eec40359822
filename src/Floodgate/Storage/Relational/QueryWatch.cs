using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Floodgate.Storage.Relational;

/// <summary>
/// Which reads of the relational tables are under way and since when, so that those that take too long can be ended.
/// Writes are never ended: they are short, and what they carry must get there.
/// </summary>
internal sealed class QueryWatch(TimeProvider clock, StorageEngine engine) : DbCommandInterceptor
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DbCommand, long> _reads = [];

    /// <summary>Reads under way, and the age of the oldest.</summary>
    public (int Count, TimeSpan Oldest) Reads()
    {
        lock (_gate)
            return (_reads.Count, _reads.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_reads.Values.Min()));
    }

    /// <summary>Ends every read older than this; whoever asked for it is told that the store did not answer.</summary>
    /// <returns>How many.</returns>
    public int End(TimeSpan olderThan)
    {
        // Under the lock a read cannot end and its connection serve another.
        lock (_gate)
        {
            DbCommand[] old =
                [.. _reads.Where(read => clock.GetElapsedTime(read.Value) >= olderThan).Select(read => read.Key)];
            engine.End(old);
            return old.Length;
        }
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Begin(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Begin(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult DataReaderDisposing(
        DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Over(command);
        return result;
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Over(command);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Over(command);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Over(command);

    public override Task CommandCanceledAsync(
        DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Over(command);
        return Task.CompletedTask;
    }

    private void Begin(DbCommand command)
    {
        // EF reads back what it has written with a reader too: that is a write.
        if (!command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)) return;
        lock (_gate) _reads[command] = clock.GetTimestamp();
    }

    private void Over(DbCommand command)
    {
        lock (_gate) _reads.Remove(command);
    }
}
