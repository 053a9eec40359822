using System.CommandLine;
using System.Data.Common;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Storage;
using Floodgate.Tills.Merchants;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>keys create|list|revoke|export|import</c>: API keys, and the keys that sign; a running server sees changes in
/// seconds.
/// </summary>
internal static class KeysCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder; made if it is not there.",
        DefaultValueFactory = _ => "floodgate-data",
        Recursive = true,
    };

    private static readonly Option<string?> Postgres = Everywhere(StorageChoice.PostgresOption());

    /// <summary>Keys of one store that are not revoked.</summary>
    private static readonly int TillKeysMax = new MerchantsOptions().KeysPerStoreMax;

    public static Command Create()
    {
        var keys = new Command("keys", "API keys of staff, tills and machines.");
        keys.Options.Add(Data);
        keys.Options.Add(Postgres);
        keys.Subcommands.Add(CreateCommand());
        keys.Subcommands.Add(ListCommand());
        keys.Subcommands.Add(RevokeCommand());
        keys.Subcommands.Add(KeysTransfer.Export(Data));
        keys.Subcommands.Add(KeysTransfer.Import(Data));
        return keys;
    }

    private static Command CreateCommand()
    {
        var role = new Option<string>("--role") { Description = "What the key may do.", Required = true };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var name = new Option<string>("--name") { Description = "What people call the key's holder.", Required = true };
        var store = new Option<string?>("--store") { Description = "The one store a till's key is good for." };
        var owner = new Option<string?>("--owner")
        {
            Description = "The staff account of whoever will use it: it then counts as that person. Without, it " +
                "counts as nobody's account and is never the second of two people beside one.",
        };
        var command = new Command("create", "Prints a new key alone on the last line; it is not shown again.")
        {
            role, name, store, owner,
        };
        command.SetAction((asked, cancel) => WithDatabaseAsync(asked, async (db, data) =>
        {
            var ring = KeyRing.Open(Path.Combine(data, "keys"), TimeProvider.System);
            var wanted = new ApiKeyRequest(
                asked.GetRequiredValue(role), asked.GetRequiredValue(name), asked.GetValue(store),
                asked.GetValue(owner));
            var now = TimeProvider.System.GetUtcNow();
            var made = wanted is { Role: Roles.Till, Store: { } till }
                ? await TillKeys.CreateAsync(
                    db, ring, new AccessOptions(),
                    new TillKeyRequest(till, wanted.Name, TillKeysMax, wanted.Owner), now)
                : await ApiKeyBook.CreateAsync(db, ring, new AccessOptions(), wanted, now);
            if (made is not ApiKeyCreation.Created created)
            {
                await Console.Error.WriteLineAsync(((ApiKeyCreation.Refused)made).Why);
                return 2;
            }

            await Console.Error.WriteLineAsync("Keep this key safe: only its hash is stored.");
            AuditCommand.Leave(data, "keys.created", $"key/{created.Key.Id}/{wanted.Role}");
            await Console.Out.WriteLineAsync(created.Key.ToString());
            return 0;
        }, cancel));
        return command;
    }

    private static Command ListCommand()
    {
        var store = new Option<string?>("--store") { Description = "Only the keys of this store's tills." };
        var command = new Command("list", "Every key with its role and when it was made, last used and revoked.")
        {
            store,
        };
        command.SetAction((asked, cancel) => WithDatabaseAsync(asked, async (db, _) =>
        {
            var table = new Table()
                .AddColumns("id", "role", "name", "owner", "store", "created", "last used", "revoked");
            var keys = asked.GetValue(store) is { } one
                ? await TillKeys.ListAsync(db, one) : await ApiKeyBook.ListAsync(db);
            foreach (var key in keys)
            {
                string[] cells =
                [
                    key.Id, key.Role, key.Name, key.Owner ?? "", key.Store ?? "", Text(key.CreatedAt, "u"),
                    Text(key.LastUsedDay, "yyyy-MM-dd"), Text(key.RevokedAt, "u"),
                ];
                table.AddRow([.. cells.Select(Markup.Escape)]);
            }

            AnsiConsole.Write(table);
            return 0;
        }, cancel));
        return command;
    }

    private static Command RevokeCommand()
    {
        var id = new Argument<string?>("id")
        {
            Description = "The eight characters after fgk_.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var store = new Option<string?>("--store") { Description = "Instead of an id: every key of this store." };
        var command = new Command("revoke", "Ends a key within five seconds, in a running server too.") { id, store };
        command.SetAction((asked, cancel) => WithDatabaseAsync(asked, async (db, data) =>
        {
            if (asked.GetValue(id) is null == asked.GetValue(store) is null)
            {
                await Console.Error.WriteLineAsync("Name one key, or a store with --store.");
                return 2;
            }

            var now = TimeProvider.System.GetUtcNow();
            var known = asked.GetValue(store) is { } one
                ? await TillKeys.RevokeAllAsync(db, one, now) > 0
                : await ApiKeyBook.RevokeAsync(db, asked.GetValue(id)!, now);
            var which = asked.GetValue(store) is { } of ? $"store/{of}" : $"key/{asked.GetValue(id)}";
            if (known) AuditCommand.Leave(data, "keys.revoked", which);
            else await Console.Error.WriteLineAsync("There is no such key.");
            return known ? 0 : 1;
        }, cancel));
        return command;
    }

    private static async Task<int> WithDatabaseAsync(
        ParseResult asked, Func<FloodgateDb, string, Task<int>> work, CancellationToken cancel)
    {
        var data = asked.GetRequiredValue(Data);
        try
        {
            using var engine = StorageChoice.Open(new DataFolder(data), StorageChoice.Postgres(asked, Postgres));
            await using var db = await engine.OpenAsync(TimeProvider.System, cancel);
            return await work(db, data);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException
            or DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            await Console.Error.WriteLineAsync(StorageChoice.Postgres(asked, Postgres) is null
                ? $"Cannot use the data folder {data}: {fault.Message}" : $"Cannot use the database: {fault.Message}");
            return 3;
        }
    }

    private static Option<string?> Everywhere(Option<string?> option)
    {
        option.Recursive = true;
        return option;
    }

    private static string Text(long? micros, string format) =>
        micros is { } time ? UnixTime.ToTime(time).ToString(format) : "";
}
