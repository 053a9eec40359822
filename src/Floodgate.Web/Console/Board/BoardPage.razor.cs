using Floodgate.Vouchers.Board;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Floodgate.Web.Console.Board;

/// <summary>
/// The live board of one campaign; the campaign is part of the address, so that it can be sent to a colleague.
/// </summary>
[Authorize(Policy = ConsoleRoutes.StaffPolicy)]
public sealed partial class BoardPage : BilingualComponent
{
    private static readonly int[] Ranges = [2, 5, 10];

    private CancellationTokenSource? _watching;
    private BoardView? _view;
    private ZoneClock _clock = new("UTC");
    private int _minutes = 5;
    private bool _ended;

    /// <summary>The campaign's id; the first campaign when left out.</summary>
    [SupplyParameterFromQuery]
    public string? Campaign { get; set; }

    [Inject]
    private LiveBoard Board { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        _watching?.Cancel();
        _watching?.Dispose();
    }

    protected override void OnParametersSet()
    {
        var campaigns = Board.Campaigns;
        var chosen = campaigns.FirstOrDefault(one => one.Id == Campaign) ?? (campaigns.Count > 0 ? campaigns[0] : null);
        if (chosen is null || chosen.Id == _view?.Campaign.Id)
            return;
        if (Board.Get(chosen.Id) is { } view)
            Show(view);
        if (RendererInfo.IsInteractive)
            Watch(chosen.Id);
    }

    private void Watch(string campaign)
    {
        Dispose();
        _watching = new CancellationTokenSource();
        _ended = false;
        _ = FollowAsync(campaign, _watching.Token);
    }

    private async Task FollowAsync(string campaign, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var view in Board.WatchAsync(campaign, cancellationToken))
            {
                Show(view);
                await InvokeAsync(StateHasChanged);
            }

            _ended = true;
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException)
        {
            // Another campaign was picked, or the page was left.
        }
        catch (ObjectDisposedException)
        {
            // The page was left between two seconds.
        }
    }

    private void Show(BoardView view)
    {
        _view = view;
        if (_clock.Name != view.TimeZone)
            _clock = new ZoneClock(view.TimeZone);
    }

    private void Pick(string campaign) =>
        Navigation.NavigateTo($"{ConsoleRoutes.Home}?campaign={Uri.EscapeDataString(campaign)}");
}
