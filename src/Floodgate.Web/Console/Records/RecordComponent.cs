using System.Security.Claims;
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

    protected bool Busy { get; private set; }

    protected IReadOnlyList<BilingualText> Faults { get; set; } = [];

    /// <summary>It was looked for; before that nobody can say that it is not there.</summary>
    protected bool IsRead { get; private set; }

    /// <summary>Before the connection is there a tap is heard by nobody.</summary>
    protected bool Blocked => Busy || !RendererInfo.IsInteractive;

    /// <summary>For an attribute that is there once a tap is heard.</summary>
    protected string? Live => RendererInfo.IsInteractive ? "" : null;

    protected async Task<ClaimsPrincipal> UserAsync() =>
        Authentication is null ? new() : (await Authentication).User;

    /// <summary>Takes a new copy of what is shown.</summary>
    protected abstract Task ReadAsync();

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        IsRead = true;
    }

    /// <summary>True: it was done, and the page shows it.</summary>
    protected async Task<bool> RunAsync(Func<ClaimsPrincipal, Task<BilingualText?>> act)
    {
        if (Busy) return false;
        (Busy, Faults) = (true, []);
        try
        {
            var refusal = await act(await UserAsync());
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
