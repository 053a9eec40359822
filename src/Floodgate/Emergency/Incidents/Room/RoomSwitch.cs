namespace Floodgate.Emergency.Incidents;

/// <summary>The global switch of automation. Off, every automatic step is offered to people instead.</summary>
internal sealed class RoomSwitch
{
    private volatile bool _on = true;

    public bool AutomationOn
    {
        get => _on;
        set => _on = value;
    }
}
