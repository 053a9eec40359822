namespace Floodgate.IntegrationTests.Storage.Races;

/// <summary>Eight at once, as of several nodes: each has a context of its own, and none knows of the others.</summary>
internal static class Race
{
    public const int Runners = 8;

    public static async Task<T[]> RunAsync<T>(Func<int, Task<T>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = Enumerable.Range(0, Runners).Select(async number =>
        {
            await start.Task;
            return await run(number);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(runs);
    }
}
