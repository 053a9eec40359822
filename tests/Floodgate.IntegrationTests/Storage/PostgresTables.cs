using System.Data.Common;
using Floodgate.Foundation.Signals;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>A database with the journal's and the projection's tables and nothing else.</summary>
internal sealed class PostgresTables : StorageEngine, IAsyncDisposable
{
    private const string Schema = """
        CREATE SCHEMA floodgate;
        SET search_path TO floodgate;
        CREATE TABLE campaign (number integer PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE);
        CREATE TABLE chain (
            id bigint PRIMARY KEY, epoch bigint NOT NULL, position bigint NOT NULL, hash bytea NOT NULL);
        CREATE TABLE journal (
            id bigint PRIMARY KEY, epoch bigint NOT NULL, time bigint NOT NULL,
            previous bytea NOT NULL, hash bytea NOT NULL, body bytea NOT NULL);
        CREATE TABLE voucher (
            "VoucherId" bigint PRIMARY KEY, "Person" bytea NOT NULL, "Campaign" integer NOT NULL,
            "Batch" integer NOT NULL, "Version" integer NOT NULL, "State" integer NOT NULL,
            "RemainingCents" bigint NOT NULL, "ClaimedAt" bigint NOT NULL, "ValidFrom" bigint NOT NULL,
            "ValidUntil" bigint NOT NULL, "CodeKey" integer NOT NULL, "Position" bigint NOT NULL,
            "Changed" bigint NOT NULL, "Frozen" boolean NOT NULL, "FaceCents" bigint NOT NULL,
            "RefundUntil" bigint NOT NULL);
        CREATE INDEX ON voucher ("Person");
        CREATE TABLE redemption (
            "RedemptionId" bigint PRIMARY KEY, "VoucherId" bigint NOT NULL, "Campaign" integer NOT NULL,
            "Batch" integer NOT NULL, "Store" integer NOT NULL, "Merchant" text NOT NULL, "Region" text NOT NULL,
            "Terminal" text NOT NULL, "OrderRef" text NOT NULL, "OrderCents" bigint NOT NULL,
            "DiscountCents" bigint NOT NULL, "TakenCents" bigint NOT NULL, "RestoredCents" bigint NOT NULL,
            "ReturnedCents" bigint NOT NULL, "RefundedCents" bigint NOT NULL, "Undone" boolean NOT NULL,
            "Offline" boolean NOT NULL, "At" bigint NOT NULL, "Position" bigint NOT NULL);
        CREATE INDEX ON redemption ("VoucherId");
        CREATE INDEX ON redemption ("Store", "At");
        CREATE TABLE voucher_event (
            "VoucherId" bigint, "Position" bigint, "Place" integer, "Kind" integer NOT NULL, "Detail" integer NOT NULL,
            "At" bigint NOT NULL, "RedemptionId" bigint, "Store" integer, "OrderCents" bigint NOT NULL,
            "Cents" bigint NOT NULL, "Reason" text, "Actor" text, PRIMARY KEY ("VoucherId", "Position", "Place"));
        CREATE TABLE projection_position (
            "Chain" bigint PRIMARY KEY, "Position" bigint NOT NULL, "Hash" bytea NOT NULL);
        """;

    private readonly NpgsqlDataSource _source;

    private PostgresTables(string connection) => _source = NpgsqlDataSource.Create(connection);

    public override bool IsShared => true;

    public static async Task<PostgresTables> CreateAsync(PostgresServer server)
    {
        var text = new NpgsqlConnectionStringBuilder(await server.DatabaseAsync()) { SearchPath = "floodgate" };
        var tables = new PostgresTables(text.ToString());
        await using var command = tables._source.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync();
        return tables;
    }

    public override DbConnection OpenRead() => _source.OpenConnection();

    public override DbConnection OpenProjection() => _source.OpenConnection();

    public override JournalSnapshot OpenSnapshot() => JournalSnapshot.OfOne("test", _source.OpenConnection());

    public override IJournal OpenJournal(NodeTallies? tallies = null) => throw new NotSupportedException();

    public override void Configure(DbContextOptionsBuilder options) => throw new NotSupportedException();

    public override Task UpgradeAsync(FloodgateDb db, TimeProvider clock, CancellationToken cancel) =>
        throw new NotSupportedException();

    public override void Touch() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
