using System.Security.Claims;
using Floodgate.Audit.Face;
using Floodgate.Foundation;
using Floodgate.Vouchers.Board;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Floodgate.Web.Console.Pausing;

/// <summary>
/// What both dialogs do: run the operation once under the person's name, and show its refusal or close.
/// </summary>
public abstract class ControlDialog : BilingualComponent
{
    [Parameter, EditorRequired]
    public BoardView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public ZoneClock Clock { get; set; } = null!;

    [CascadingParameter]
    protected IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter]
    protected Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    protected CampaignControl Control { get; set; } = null!;

    [Inject]
    protected ConsoleActs Acts { get; set; } = null!;

    [Inject]
    protected IAuthorizationService Authorization { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    private static BilingualText NotAllowed => new(
        "您没有暂停或恢复的权限，什么都没有改变。请联系值班操作员或指挥。",
        "You may not pause or resume; nothing was changed. Ask the operator or commander on duty.");

    protected bool Busy { get; private set; }

    protected IReadOnlyList<BilingualText> Faults { get; set; } = [];

    protected async Task RunAsync(Func<ClaimsPrincipal, Task<BilingualText?>> operation)
    {
        if (Busy)
            return;
        (Busy, Faults) = (true, []);
        try
        {
            if (Authentication is null || (await Authentication).User is not { } user
                || !await Authorization.MayControlAsync(user))
            {
                Faults = [NotAllowed];
                return;
            }

            // The operation is never cancelled by closing the page: a half pause is worse than one nobody looks at.
            var refusal = await operation(user);
            if (refusal is null)
                Dialog.Close();
            else
                Faults = [refusal];
        }
        finally
        {
            Busy = false;
        }
    }
}
