using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// Shuts the gates at start for what is only spooled. What cannot be read may have been a pause: whatever campaign it
/// can be of opens paused, and a person says when it goes on.
/// </summary>
internal sealed class PauseRecovery(Gates gates, PauseSpool spool, TimeProvider clock, ILogger<PauseRecovery> log)
{
    /// <summary>What the public is promised until a person has looked and promised something better.</summary>
    private static readonly TimeSpan LookedAtWithin = TimeSpan.FromMinutes(30);

    private static readonly BilingualText Notice = new(
        "系统正在核对此前的暂停，领取暂停；已领到的券不受影响。",
        "Claims are paused while an earlier pause is checked; vouchers you hold are unaffected.");

    public void CloseGates()
    {
        foreach (var unreadable in spool.Unreadable)
        {
            var campaigns = Concerned(unreadable);
            spool.Replace(unreadable, campaigns, StandIn(unreadable));
            VouchersLog.PauseUnreadable(
                log, Path.GetFileName(unreadable.File), unreadable.Fault, string.Join(", ", campaigns));
        }

        foreach (var (campaign, pause) in spool.All) gates.Find(campaign)?.Close(pause);
    }

    /// <summary>The campaign it names, else the one its file's name is made of, else all.</summary>
    private string[] Concerned(UnreadablePause unreadable)
    {
        if (unreadable.Campaign is { } named && gates.Find(named) is not null) return [named];
        var all = gates.All.Select(gate => gate.Id).ToArray();
        var whole = StandIn(unreadable).Key;
        return Array.Find(all, campaign => spool.IsFileOf(unreadable, campaign, whole)) is { } one ? [one] : all;
    }

    private Pause StandIn(UnreadablePause unreadable)
    {
        var now = clock.GetUtcNow();
        return new Pause(
            PauseScope.Campaign, Target: null, now + LookedAtWithin, AutoResume: false, Notice,
            $"the spooled pause {Path.GetFileName(unreadable.File)} cannot be read", "floodgate", now);
    }
}
