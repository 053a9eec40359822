using Floodgate.Audit.Face;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Floodgate.Web.Console.Emergency;

/// <summary>What the room's dialogs share: they stay open with the refusal in words until it is done.</summary>
public abstract class RoomDialog : BilingualComponent
{
    public static DialogOptions Options { get; } = new()
    {
        MaxWidth = MaxWidth.Medium,
        FullWidth = true,
        CloseOnEscapeKey = true,
        BackdropClick = false,
        NoHeader = true,
    };

    [Inject]
    protected ConsoleActs Audit { get; set; } = null!;

    [CascadingParameter]
    protected IMudDialogInstance Dialog { get; set; } = null!;

    protected bool Busy { get; private set; }

    protected IReadOnlyList<BilingualText> Faults { get; set; } = [];

    /// <summary>Closes when it was done.</summary>
    protected async Task RunAsync(Func<Task<BilingualText?>> act)
    {
        if (Busy) return;
        (Busy, Faults) = (true, []);
        try
        {
            if (await act() is { } refusal) Faults = [refusal];
            else Dialog.Close();
        }
        finally
        {
            Busy = false;
        }
    }
}
