using System.CommandLine;
using Floodgate.Bench.Commands;

namespace Floodgate.Bench;

/// <summary>
/// The table of contents of the bench: contestants, load, and what makes figures of it. run.sh calls these.
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Contestants, load and in-process measurements of Floodgate.")
        {
            ContestantCommands.Empty(),
            ContestantCommands.EfSqlite(),
            ContestantCommands.PostgresRow(),
            ContestantCommands.RedisLua(),
            PassesCommand.Create(),
            LoadCommand.Create(),
            InsideCommands.Decide(),
            InsideCommands.Open(),
            InsideCommands.Start(),
            InsideCommands.Cost(),
            InsideCommands.Project(),
            ReviewCommand.Create(),
            DetectCommand.Create(),
            RoomCommand.Whole(),
            RoomCommand.Pages(),
            RoomCommand.Child(),
            TillsCommand.Create(),
            MicroCommand.Create(),
            MachineCommand.Create(),
            RateCommand.Create(),
            ReportCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
