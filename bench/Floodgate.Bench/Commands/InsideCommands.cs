using System.CommandLine;
using System.Text.Json;
using Floodgate.Bench.Inside;
using Floodgate.Bench.Results;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Floodgate.Storage.Sqlite;

namespace Floodgate.Bench.Commands;

/// <summary>B4 to B7: each prints its figures as lines of JSON. Folders must be on the disk that is measured.</summary>
internal static class InsideCommands
{
    private static readonly long[] _sizes = [10_000, 100_000, 1_000_000, 10_000_000];

    public static Command Decide()
    {
        var (folder, disk) = (Folder(), Disk());
        var seconds = new Option<double>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 4 };
        var command = new Command("decide", "B4: decision and journal alone.") { folder, disk, seconds };
        command.SetAction(parsed =>
        {
            var rate = DecideBench.Measure(
                parsed.GetRequiredValue(folder), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            Print(new FigureRun("B4", "decision and journal alone", "claims/s", parsed.GetValue(disk)!, rate));
        });
        return command;
    }

    public static Command Open()
    {
        var (folder, disk) = (Folder(), Disk());
        var millions = new Option<int>("--millions") { Description = "Vouchers, in millions.", Required = true };
        var command = new Command("open", "B5: opening a book, and its memory.") { folder, disk, millions };
        command.SetAction(parsed =>
        {
            var count = parsed.GetRequiredValue(millions);
            var on = parsed.GetValue(disk)!;
            var found = OpenBench.Measure(parsed.GetRequiredValue(folder), count * 1_000_000L);
            Print(new FigureRun("B5", $"opening {count} M vouchers from the journal", "s", on, found.FromJournal));
            Print(new FigureRun("B5", $"opening {count} M vouchers from a snapshot", "s", on, found.FromSnapshot));
            Print(new FigureRun("B5", $"memory at {count} M vouchers", "bytes a voucher", on, found.BytesPerVoucher));
        });
        return command;
    }

    public static Command Cost()
    {
        var (folder, disk) = (Folder(), Disk());
        var largest = new Option<int>("--millions") { Description = "Up to.", DefaultValueFactory = _ => 10 };
        var command = new Command("cost", "B7: cost of a claim from 10 k to 10 M vouchers.") { folder, disk, largest };
        command.SetAction(parsed =>
        {
            var on = parsed.GetValue(disk)!;
            var millions = parsed.GetValue(largest);
            var sizes = _sizes.Where(size => size <= millions * 1_000_000L).ToArray();
            var costs = CostBench.Measure(parsed.GetRequiredValue(folder), sizes).ToArray();
            foreach (var (size, cost) in costs)
            {
                var name = $"a claim at {size:N0} vouchers, decision";
                Print(new FigureRun("B7", name + " and journal", "ns", on, cost.Whole));
                Print(new FigureRun("B7", name, "ns", on, cost.Decision));
            }

            var ratio = costs[^1].Cost.Whole / costs[0].Cost.Whole;
            Print(new FigureRun("B7", $"cost at {millions} M over cost at 10 k vouchers", "x", on, ratio));
        });
        return command;
    }

    public static Command Start()
    {
        var (folder, disk) = (Folder(), Disk());
        var host = new Option<string>("--host") { Description = "The host's executable.", Required = true };
        var command = new Command("start", "B6: start to first answer, idle memory.") { folder, disk, host };
        command.SetAction(async (parsed, _) =>
        {
            var on = parsed.GetValue(disk)!;
            var found = await StartBench.MeasureAsync(
                parsed.GetRequiredValue(host), parsed.GetRequiredValue(folder), TimeSpan.FromSeconds(5));
            Print(new FigureRun("B6", "start to first served request", "s", on, found.Seconds));
            Print(new FigureRun("B6", "idle memory", "MiB", on, found.IdleMiB));
        });
        return command;
    }

    public static Command Project()
    {
        var (folder, disk) = (Folder(), Disk());
        var vouchers = new Option<int>("--vouchers") { Description = "How many.", DefaultValueFactory = _ => 500_000 };
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Connection string of an empty database; else SQLite in the folder.",
        };
        var command = new Command("project", "P: how fast the projector follows.") { folder, disk, vouchers, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            var on = parsed.GetValue(disk)!;
            var connection = parsed.GetValue(postgres);
            using StorageEngine engine = connection is null
                ? new SqliteEngine(new DataFolder(parsed.GetRequiredValue(folder)))
                : new PostgresEngine(connection, new PostgresOptions(), "bench");
            var name = connection is null ? "projector on SQLite" : "projector on PostgreSQL";
            var found = await ProjectBench.MeasureAsync(engine, parsed.GetValue(vouchers), cancel);
            Print(new FigureRun("P", $"{name}, claims", "vouchers/s", on, found.Vouchers));
            Print(new FigureRun("P", $"{name}, redemptions and refunds", "events/s", on, found.TillEvents));
        });
        return command;
    }

    private static void Print(FigureRun figure) =>
        Console.WriteLine(JsonSerializer.Serialize(figure, ResultsJson.Default.FigureRun));

    private static Option<string> Folder() => new("--folder") { Description = "A new folder.", Required = true };

    private static Option<string> Disk() =>
        new("--disk") { Description = "Name of the disk.", DefaultValueFactory = _ => "as-is" };
}
