namespace Floodgate.Emergency.Incidents;

/// <summary>Turns the switch of automation and writes it into every incident that is live.</summary>
internal sealed class AutomationDesk(ControlRoom room, RoomSwitch standing, TimeProvider clock)
{
    public RoomSwitch Switch => standing;

    /// <summary>False: it stood so already, and nothing is written.</summary>
    public async Task<bool> TurnAsync(bool on, Person person, string why)
    {
        if (!standing.Turn(new SwitchTurn(on, person.Id, why, clock.GetUtcNow()))) return false;
        var text = $"automation {(on ? "on" : "off")}: {why}";
        await room.AskAsync(decider =>
        {
            foreach (var incident in decider.State.Live.ToArray()) decider.Note(incident.Id, person.Actor, text);
            return true;
        });
        return true;
    }
}
