using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Projection.Postgres;
using Floodgate.Vouchers.Projection.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Floodgate.Vouchers.Projection;

/// <summary>A voucher as it was issued. Times are Unix microseconds, money is cents.</summary>
internal readonly record struct ProjectedClaim(
    long VoucherId, PersonId Person, int Batch, int Version, long FaceCents, long ClaimedAt, long ValidFrom,
    long ValidUntil, int CodeKey, long Position);

/// <summary>
/// One chain's tables within one transaction: what is said becomes true together with the position, or not at all.
/// Nothing said is answered, so an engine may keep it and send much at once: claims before statements, statements in
/// order.
/// </summary>
internal interface IProjectionTables : IDisposable
{
    /// <summary>Where the chain stands; until the end of the transaction nobody else moves it.</summary>
    (long Position, byte[] Hash)? At();

    /// <summary>A voucher of a number that was never said before.</summary>
    void Claim(in ProjectedClaim claim);

    /// <summary>A statement in both engines' SQL; parameters are $1, $2 and so on, never null.</summary>
    void Run(string sql, params ReadOnlySpan<object> values);

    /// <summary>What was said so far is in the tables before what is said next.</summary>
    void Flush();

    void Commit();

    /// <summary>The one place that knows which engine has which tables.</summary>
    static IProjectionTables Begin(DbConnection connection, ChainId chain) => connection switch
    {
        SqliteConnection sqlite => new SqliteProjection(sqlite, chain),
        NpgsqlConnection postgres => new PostgresProjection(postgres, chain),
        _ => throw new NotSupportedException($"no projection is written through {connection.GetType().Name}"),
    };
}
