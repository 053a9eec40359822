namespace Floodgate.Emergency.Incidents;

/// <summary>Turns the switch of automation and writes it into every incident that is live.</summary>
internal sealed class AutomationDesk(RoomOrders orders, RoomSwitch standing)
{
    public RoomSwitch Switch => standing;

    /// <summary>False: it stood so already, and nothing is written.</summary>
    /// <exception cref="RoomAwayException">Nobody leads who could turn it.</exception>
    public Task<bool> TurnAsync(bool on, Person person, string why) => orders.TurnAsync(on, person, why);
}
