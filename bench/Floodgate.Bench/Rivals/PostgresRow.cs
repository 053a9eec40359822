using System.Buffers.Binary;
using Npgsql;

namespace Floodgate.Bench.Rivals;

/// <summary>
/// One transaction a claim on a hot row: take one from the stock if there is one, write the claim, commit. 16
/// connections,
/// because more made the hot row slower; statements are prepared.
/// </summary>
internal static class PostgresRow
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS batches (id text PRIMARY KEY, remaining bigint NOT NULL);
        CREATE TABLE IF NOT EXISTS claims (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            campaign text NOT NULL, batch text NOT NULL, person bytea NOT NULL, key text NOT NULL,
            claimed_at timestamptz NOT NULL,
            UNIQUE (campaign, batch, person), UNIQUE (campaign, person, key));
        """;

    private const string Take = "UPDATE batches SET remaining = remaining - 1 WHERE id = $1 AND remaining > 0";

    private const string Record =
        "INSERT INTO claims (campaign, batch, person, key, claimed_at) VALUES ($1, $2, $3, $4, $5) RETURNING number";

    public static async Task RunAsync(string url, string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            MaxPoolSize = 16,
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 1,
        };
        await using var source = NpgsqlDataSource.Create(settings);
        await CreateAsync(source);
        var app = ClaimEndpoint.Build(url);
        app.MapClaims(asked => ClaimAsync(source, asked));
        await app.RunAsync();
    }

    private static async ValueTask<ClaimResult> ClaimAsync(NpgsqlDataSource source, ClaimAsked asked)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand(Take, connection, transaction);
        take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = asked.Batch });
        if (await take.ExecuteNonQueryAsync() == 0) return new ClaimResult(ClaimAnswer.SoldOut);

        var person = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(person, asked.Person);
        await using var record = new NpgsqlCommand(Record, connection, transaction);
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = asked.Campaign });
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = asked.Batch });
        record.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = person });
        record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = asked.Key });
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        record.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        try
        {
            var number = (long)(await record.ExecuteScalarAsync())!;
            await transaction.CommitAsync();
            return new ClaimResult(ClaimAnswer.Issued, number);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new ClaimResult(ClaimAnswer.LimitReached);
        }
    }

    private static async Task CreateAsync(NpgsqlDataSource source)
    {
        await using var create = source.CreateCommand(Schema);
        await create.ExecuteNonQueryAsync();
        await using var fill = source.CreateCommand(
            "INSERT INTO batches VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
        foreach (object value in new object[] { Stock.OpenBatch, Stock.OpenStock, Stock.GoneBatch, Stock.GoneStock })
            fill.Parameters.Add(new NpgsqlParameter { Value = value });
        await fill.ExecuteNonQueryAsync();
        await using var check = source.CreateCommand(
            "SELECT current_setting('fsync') || current_setting('synchronous_commit')");
        if (await check.ExecuteScalarAsync() is not "onon")
            throw new InvalidOperationException("PostgreSQL must run with fsync and synchronous_commit on");
    }
}
