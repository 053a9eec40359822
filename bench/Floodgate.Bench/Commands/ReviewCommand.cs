using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Floodgate.Bench.Inside;
using Floodgate.Bench.Results;
using Floodgate.Emergency.Reviews;

namespace Floodgate.Bench.Commands;

/// <summary>E7: a review drafted from a long timeline and written as a page.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var entries = new Option<int>("--entries")
        {
            Description = "Of the timeline.",
            DefaultValueFactory = _ => 5_000,
        };
        var page = new Option<string?>("--pages") { Description = "A folder to keep the pages in, to look at them." };
        var command = new Command("review", "E7: drafting a review of 5,000 entries.") { entries, page };
        command.SetAction(parsed =>
        {
            var material = LongIncident.Make(parsed.GetValue(entries));
            var began = Stopwatch.GetTimestamp();
            var draft = ReviewDrafter.Draft(material);
            var paper = new ReviewPaper("r-" + draft.Incident, ReviewState.Draft, 1, draft, new ReviewContent(), []);
            string[] pages =
                [ReviewHtml.Write(paper, false), ReviewHtml.Write(paper, true), ReviewMarkdown.Write(paper, true)];
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var name = $"a review of {material.Entries.Count:N0} entries, drafted and written";
            Console.WriteLine(JsonSerializer.Serialize(
                new FigureRun("E7", name, "s", "memory", seconds), ResultsJson.Default.FigureRun));
            if (parsed.GetValue(page) is not { } folder) return;
            Directory.CreateDirectory(folder);
            foreach (var (file, text) in new[] { "review.zh.html", "review.en.html", "review.md" }.Zip(pages))
                File.WriteAllText(Path.Combine(folder, file), text);
        });
        return command;
    }
}
