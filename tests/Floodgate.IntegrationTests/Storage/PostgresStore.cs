using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage.Postgres;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>Databases with the journal's tables, for tests of the journal alone.</summary>
internal static class PostgresStore
{
    private const string Schema = """
        CREATE SCHEMA floodgate;
        SET search_path = floodgate;
        CREATE TABLE campaign (number integer PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE);
        CREATE TABLE chain (
            id bigint PRIMARY KEY, epoch bigint NOT NULL, position bigint NOT NULL, hash bytea NOT NULL,
            node text COLLATE "C" NOT NULL) WITH (fillfactor = 40);
        CREATE TABLE journal (
            id bigint PRIMARY KEY, epoch bigint NOT NULL, time bigint NOT NULL, previous bytea NOT NULL,
            hash bytea NOT NULL, body bytea NOT NULL);
        ALTER TABLE journal ALTER COLUMN body SET STORAGE EXTERNAL;
        CREATE TABLE touch (id integer PRIMARY KEY CHECK (id = 1), n bigint NOT NULL);
        INSERT INTO touch VALUES (1, 0);
        """;

    public static async Task<string> DatabaseAsync(PostgresServer server)
    {
        var connection = await server.DatabaseAsync();
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(Schema, open);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public static PostgresJournal Open(string connection, string node = "one", PostgresOptions? options = null) =>
        new(connection, options ?? new PostgresOptions(), node);
}
