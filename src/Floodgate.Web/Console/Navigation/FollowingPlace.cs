using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Floodgate.Web.Console.Navigation;

/// <summary>Knows which page is open, also after it was reached without loading the document anew.</summary>
public abstract class FollowingPlace : BilingualComponent, IDisposable
{
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    protected string Path => new Uri(Navigation.Uri).AbsolutePath;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Navigation.LocationChanged -= Moved;
    }

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    private void Moved(object? sender, LocationChangedEventArgs place) => _ = InvokeAsync(StateHasChanged);
}
