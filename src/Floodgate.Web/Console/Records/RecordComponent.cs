using System.Runtime.CompilerServices;
using System.Security.Claims;
using Floodgate.Audit.Face;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Floodgate.Web.Console.Records;

/// <summary>
/// A page over kept records: it reads in the name of whoever looks, does one thing at a time, and shows a refusal in
/// words.
/// </summary>
public abstract class RecordComponent : BilingualComponent
{
    [CascadingParameter]
    protected Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    protected ConsoleActs Acts { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>What is done here writes its own entries of the trail.</summary>
    protected virtual bool WritesItself => false;

    protected bool Busy { get; private set; }

    protected IReadOnlyList<BilingualText> Faults { get; set; } = [];

    /// <summary>It was looked for; before that nobody can say that it is not there.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Before the connection is there a tap is heard by nobody.</summary>
    protected bool Blocked => Busy || !RendererInfo.IsInteractive;

    protected async Task<ClaimsPrincipal> UserAsync() =>
        Authentication is null ? new() : (await Authentication).User;

    /// <summary>Takes a new copy of what is shown.</summary>
    protected abstract Task ReadAsync();

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        IsRead = true;
    }

    /// <summary>True: it was done, and the page shows it. The trail has it by the name of who calls this.</summary>
    protected async Task<bool> RunAsync(
        Func<ClaimsPrincipal, Task<BilingualText?>> act, [CallerMemberName] string name = "")
    {
        if (Busy) return false;
        (Busy, Faults) = (true, []);
        try
        {
            var user = await UserAsync();
            var refusal = WritesItself ? await act(user)
                : await Acts.RunAsync(user, ActName.Of(this, name), ActName.Place(Navigation), null, () => act(user));
            if (refusal is not null) Faults = [refusal];
            await ReadAsync();
            return refusal is null;
        }
        finally
        {
            Busy = false;
            // Whoever asked may be a part of the page: what was said stands elsewhere on it.
            StateHasChanged();
        }
    }
}
