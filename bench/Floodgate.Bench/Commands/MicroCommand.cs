using System.CommandLine;
using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Floodgate.Bench.Micro;
using Floodgate.Bench.Results;

namespace Floodgate.Bench.Commands;

/// <summary>The micro benchmarks; in process, so that they leave no generated projects behind.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Description = "For the full reports.", Required = true };
        var command = new Command("micro", "Single steps by BenchmarkDotNet; prints figures as JSON lines.") { folder };
        command.SetAction(parsed =>
        {
            var config = ManualConfig.CreateEmpty()
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddExporter(MarkdownExporter.GitHub)
                .AddLogger(NullLogger.Instance)
                .WithArtifactsPath(parsed.GetRequiredValue(folder));
            var summary = BenchmarkRunner.Run<StationBenchmarks>(config);
            foreach (var report in summary.Reports)
            {
                var name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
                if (report.ResultStatistics is not { } found) return 1;
                Console.WriteLine(JsonSerializer.Serialize(
                    new FigureRun("micro", name, "ns", "-", found.Median), ResultsJson.Default.FigureRun));
            }

            return 0;
        });
        return command;
    }
}
