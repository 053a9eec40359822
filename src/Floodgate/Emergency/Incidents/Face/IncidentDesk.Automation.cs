using System.Security.Claims;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>The global switch, as the console shows and turns it.</summary>
public sealed partial class IncidentDesk
{
    public AutomationReading Automation()
    {
        var turns = _around.Automation.Switch.Turns;
        var (on, last) = (_around.Automation.Switch.AutomationOn, turns is [var newest, ..] ? newest : null);
        return new AutomationReading(
            on, on && _around.Plans.Current.Approved,
            last is null ? null : _around.ContactOf(last.Who)?.Name ?? last.Who, last?.Why, last?.At);
    }

    /// <summary>Whether this person may turn it.</summary>
    public bool MayTurnAutomation(ClaimsPrincipal user) => _around.Persons.Of(user, "console").HasOneOf(["commander"]);

    /// <summary>Turns it and writes it into every live incident. Null: done; else why not.</summary>
    public async Task<BilingualText?> TurnAutomationAsync(ClaimsPrincipal user, bool on, string why)
    {
        if (string.IsNullOrWhiteSpace(why)) return NothingSaid;
        if (!MayTurnAutomation(user)) return Refusals.Forbidden.InWords();
        var said = why.Trim();
        try
        {
            await _around.Automation.TurnAsync(
                on, _around.Persons.Of(user, "console"),
                said.Length <= RoomSwitch.WhyMax ? said : said[..RoomSwitch.WhyMax]);
            Ring();
            return null;
        }
        catch (RoomFullException)
        {
            return TooMuch;
        }
        catch (RoomAwayException)
        {
            return Refusals.RoomUnavailable.InWords();
        }
    }
}
