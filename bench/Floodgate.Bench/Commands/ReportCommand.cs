using System.CommandLine;
using Floodgate.Bench.Results;

namespace Floodgate.Bench.Commands;

/// <summary>Makes the JSON, Markdown and chart of one bench run out of the raw lines it left.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var raw = new Option<string>("--raw") { Description = "Folder of the raw lines.", Required = true };
        var output = new Option<string>("--out") { Description = "Path without extension.", Required = true };
        var chart = new Option<string?>("--chart") { Description = "SVG to write." };
        var asked = new Option<string>("--asked") { Description = "The command that was run.", Required = true };
        var command = new Command("report", "Writes the results of a bench run.") { raw, output, chart, asked };
        command.SetAction(parsed =>
        {
            var results = ResultFiles.Read(parsed.GetRequiredValue(raw), parsed.GetRequiredValue(asked));
            var path = parsed.GetRequiredValue(output);
            ResultFiles.WriteJson(path + ".json", results);
            File.WriteAllText(path + ".md", MarkdownReport.Write(results));
            if (parsed.GetValue(chart) is { } svg) File.WriteAllText(svg, BarChart.Write(results));
            Console.WriteLine(path + ".md");
        });
        return command;
    }
}
