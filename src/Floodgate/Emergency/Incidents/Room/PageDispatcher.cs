using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>One message to one person on one channel, as the room wants it sent.</summary>
internal sealed record PageOrder(
    string Message, bool Repeat, Contact Person, ContactChannel Channel, string Incident, string Team, int Call,
    Opened Begun, ResponseLevel Level, DateTimeOffset OpenedAt);

/// <summary>
/// Sends what the room began, each message on its own task, and tells the room the outcome. After a crash, what has no
/// outcome goes out again under the same id, marked as a repeat (I9).
/// </summary>
/// <param name="send">Sends within its own time limit; null: taken by the channel; else why not.</param>
internal sealed class PageDispatcher(
    ControlRoom room, Func<string, Contact?> contactOf, Func<PageOrder, CancellationToken, Task<string?>> send,
    TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan SendMax = TimeSpan.FromSeconds(9);

    /// <summary>Runs on the room's loop.</summary>
    public void Send(IReadOnlyList<Entry> entries, RoomState state)
    {
        foreach (var entry in entries)
            if (entry.Fact is SendBegun begun && state.Find(entry.Incident) is { } incident)
                Send(incident, begun, repeat: false);
    }

    /// <summary>What a crash fell upon, of live incidents; of others nobody needs to be woken.</summary>
    public void SendLeft(RoomState state)
    {
        foreach (var incident in state.Live)
            foreach (var left in incident.Sends.Values.Where(one => !one.Ended))
                Send(incident, left.Begun, repeat: true);
    }

    private void Send(Incident incident, SendBegun begun, bool repeat)
    {
        if (contactOf(begun.Person) is not { } person || begun.Channel >= person.Channels.Count)
        {
            room.TryTell(decider => decider.EndSend(incident.Id, begun.Message, "the contact is gone"));
            return;
        }

        var order = new PageOrder(
            begun.Message, repeat, person, person.Channels[begun.Channel], incident.Id, begun.Team, begun.Call,
            incident.Begun, incident.Level, incident.OpenedAt);
        _ = Task.Run(() => SendAsync(order));
    }

    private async Task SendAsync(PageOrder order)
    {
        string? fault;
        using var limit = new CancellationTokenSource(SendMax, clock);
        try
        {
            fault = await send(order, limit.Token).WaitAsync(SendMax, clock);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            fault = "no answer in time";
        }
#pragma warning disable CA1031 // Whatever a driver throws, the next channel must be tried.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            IncidentsLog.WorkFailed(log, $"sending on {order.Channel.Kind}", thrown.GetType().Name);
            fault = thrown.GetType().Name;
        }

        room.TryTell(decider => decider.EndSend(order.Incident, order.Message, fault));
    }
}
