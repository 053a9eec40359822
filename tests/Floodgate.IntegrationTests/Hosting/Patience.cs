namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// How long a test waits for what must come. Long: a machine that is slow is no fault, and a wait that ends too early
/// tells nothing about the program.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Max = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until it holds.</summary>
    /// <exception cref="TimeoutException">It never did; the text is <paramref name="otherwise"/>.</exception>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Max) throw new TimeoutException(otherwise());
            await Task.Delay(Between, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, Func{string})"/>
    public static Task UntilAsync(Func<bool> holds, Func<string> otherwise) =>
        UntilAsync(() => Task.FromResult(holds()), otherwise);
}
