using System.Collections.Concurrent;
using System.Diagnostics;
using Floodgate.Simulation.Planted;
using Floodgate.Simulation.World;

namespace Floodgate.Simulation;

public sealed class SeedTests(ITestOutputHelper output)
{
    private const int SeedsDefault = 1_000;

    [Fact]
    public void AnySeed_WhateverBreaks_KeepsEveryInvariant()
    {
        var began = Stopwatch.GetTimestamp();
        var first = Number("FLOODGATE_SEED");
        var count = Number("FLOODGATE_SEEDS") ?? (first is null ? SeedsDefault : 1);
        if (first is { } single && count == 1)
        {
            var traced = SimRun.Run(single, PlantedFault.None, output.WriteLine);
            Assert.True(traced.Fault is null, $"seed {single}: {traced.Fault}");
            return;
        }

        var met = new FaultCounts();
        var failed = new ConcurrentBag<SimResult>();
        var from = first ?? 1;
        Parallel.For(from, from + count, seed =>
        {
            var result = SimRun.Run(seed, PlantedFault.None);
            met.Add(result.Counts);
            if (result.Fault is not null) failed.Add(result);
        });
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        output.WriteLine($"{count} seeds from {from} in {seconds:F1} s, {count / seconds:F0} a second; faults met:");
        foreach (var fault in Enum.GetValues<Fault>()) output.WriteLine($"{met[fault],10} {fault}");
        var bad = failed.OrderBy(result => result.Seed).ToArray();
        Assert.True(bad.Length == 0, $"{bad.Length} of {count} seeds fail; ./build.sh simulate SEED shows one:\n"
            + string.Join('\n', bad.Take(10).Select(result => $"seed {result.Seed}: {result.Fault} [{result.Plan}]")));
        if (count < SeedsDefault) return;
        foreach (var fault in Enum.GetValues<Fault>()) Assert.True(met[fault] > 0, $"{fault} was never met");
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;
}
