using Floodgate.Access.Staff;
using Floodgate.Foundation;
using Floodgate.Vouchers.Board;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Floodgate.Web.Console.Staff;

/// <summary>
/// Accounts and open setup links. Whether its reader may change them is asked of the register with each change.
/// </summary>
public sealed partial class StaffPage : BilingualComponent
{
    private string _actor = "";
    private StaffRoll? _roll;
    private StaffInvited? _invited;
    private IReadOnlyList<BilingualText> _faults = [];
    private ZoneClock _clock = new("UTC");
    private bool _busy;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private StaffRegister Register { get; set; } = null!;

    [Inject]
    private LiveBoard Board { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        // An account has no zone of its own: times are shown as the first campaign's board shows them.
        if (Board.Campaigns is [var first, ..] && Board.Get(first.Id) is { } view)
            _clock = new ZoneClock(view.TimeZone);
        _actor = Authentication is null ? "" : (await Authentication).User.Identity?.Name ?? "";
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _roll = await Register.ReadAsync(_actor, CancellationToken.None);
        if (_roll is null)
            _faults = [StaffWords.NotAllowed];
    }

    private Task InviteAsync(string role) => RunAsync(async () =>
    {
        _invited = await Register.InviteAsync(_actor, role, CancellationToken.None);
        return _invited.Outcome;
    });

    private Task ChangeAsync(string id, MemberChange change) => RunAsync(() => change switch
    {
        MemberChange.Role role => Register.ChangeRoleAsync(_actor, id, role.To, CancellationToken.None),
        MemberChange.Lock => Register.LockAsync(_actor, id, CancellationToken.None),
        MemberChange.Unlock => Register.UnlockAsync(_actor, id, CancellationToken.None),
        _ => Register.EndSessionsAsync(_actor, id, CancellationToken.None),
    });

    private async Task RunAsync(Func<Task<StaffOutcome>> change)
    {
        if (_busy)
            return;
        (_busy, _faults) = (true, []);
        try
        {
            if (StaffWords.Of(await change()) is { } fault)
                _faults = [fault];
            await ReadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
