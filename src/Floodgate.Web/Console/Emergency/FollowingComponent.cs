using Floodgate.Emergency.Incidents.Face;
using Microsoft.AspNetCore.Components;

namespace Floodgate.Web.Console.Emergency;

/// <summary>
/// Looks at the control room again whenever something changed, and every few seconds for the clock's sake.
/// </summary>
public abstract class FollowingComponent : BilingualComponent, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Between two looks when nothing was heard.</summary>
    protected virtual TimeSpan Beat => TimeSpan.FromSeconds(5);

    [Inject]
    protected IncidentDesk Desk { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>Takes a new copy of what is shown.</summary>
    protected abstract Task LookAsync();

    protected override async Task OnInitializedAsync()
    {
        await LookAsync();
        if (!RendererInfo.IsInteractive) return;
        var cancel = _stop.Token;
        _ = KeepAsync(Desk.ChangesAsync(cancel), cancel);
        _ = BeatAsync(cancel);
    }

    private Task AgainAsync() => InvokeAsync(async () =>
    {
        await LookAsync();
        StateHasChanged();
    });

    private async Task KeepAsync(IAsyncEnumerable<long> changes, CancellationToken cancel)
    {
        try
        {
            await foreach (var _ in changes.WithCancellation(cancel)) await AgainAsync();
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        try
        {
            using var timer = new PeriodicTimer(Beat, Time);
            while (await timer.WaitForNextTickAsync(cancel)) await AgainAsync();
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}
