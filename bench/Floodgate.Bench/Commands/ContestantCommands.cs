using System.CommandLine;
using Floodgate.Bench.Rivals;

namespace Floodgate.Bench.Commands;

/// <summary>One command a contestant; each serves until it is told to stop.</summary>
internal static class ContestantCommands
{
    public static Command Empty()
    {
        var url = Url();
        var command = new Command("empty", "Reads a claim and answers a constant receipt: the ceiling.") { url };
        command.SetAction(async (parsed, _) => await EmptyEndpoint.RunAsync(parsed.GetRequiredValue(url)));
        return command;
    }

    public static Command EfSqlite() => WithStore(
        "ef-sqlite", "EF Core on SQLite, one transaction a claim.", "Folder of the database file.",
        Rivals.EfSqlite.RunAsync);

    public static Command PostgresRow() => WithStore(
        "postgres-row", "PostgreSQL, one transaction a claim on a hot row.", "Npgsql connection string.",
        Rivals.PostgresRow.RunAsync);

    public static Command RedisLua() => WithStore(
        "redis-lua", "Redis, one Lua script a claim.", "host:port of the server.", Rivals.RedisLua.RunAsync);

    private static Command WithStore(string name, string about, string storeAbout, Func<string, string, Task> run)
    {
        var url = Url();
        var store = new Option<string>("--store") { Description = storeAbout, Required = true };
        var command = new Command(name, about) { url, store };
        command.SetAction(async (parsed, _) => await run(parsed.GetRequiredValue(url), parsed.GetRequiredValue(store)));
        return command;
    }

    private static Option<string> Url() => new("--url") { Description = "Where to listen.", Required = true };
}
