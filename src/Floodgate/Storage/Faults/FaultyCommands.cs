using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Floodgate.Storage.Faults;

/// <summary>Writes to the relational tables meet the fault before the disk; reading does not.</summary>
internal sealed class FaultyCommands(StorageFaults faults) : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        faults.BeforeWrite();
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        faults.BeforeWrite();
        return new(result);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (Writes(eventData)) faults.BeforeWrite();
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (Writes(eventData)) faults.BeforeWrite();
        return new(result);
    }

    /// <summary>Saving asks for what it wrote, so it comes as a query.</summary>
    private static bool Writes(CommandEventData eventData) => eventData.CommandSource == CommandSource.SaveChanges;
}
