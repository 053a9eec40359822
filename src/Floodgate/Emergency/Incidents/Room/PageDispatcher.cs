using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>One message to one person on one channel, as the room wants it sent.</summary>
internal sealed record PageOrder(
    string Message, bool Repeat, Contact Person, ContactChannel Channel, string Incident, string Team, int Call,
    Opened Begun, ResponseLevel Level, DateTimeOffset OpenedAt);

/// <summary>One message to a group's robot: it says that a team is being called, and nobody answers there.</summary>
internal sealed record GroupOrder(
    string Message, bool Repeat, ContactGroup Group, string Incident, Opened Begun, ResponseLevel Level);

/// <summary>Where messages go out: to people, and to groups.</summary>
/// <param name="Page">Sends within its own time limit; null: taken by the channel; else why not.</param>
internal sealed record PageWays(
    Func<PageOrder, CancellationToken, Task<string?>> Page, Func<GroupOrder, CancellationToken, Task<string?>> Group,
    Func<string, Contact?> ContactOf, Func<string, ContactGroup?> GroupOf, Action Failed);

/// <summary>
/// Sends what the room began, each message on its own task, and tells the room the outcome. After a crash, what has no
/// outcome goes out again under the same id, marked as a repeat (I9).
/// </summary>
/// <param name="room">Whose pages they are.</param>
/// <param name="ways">How they go out.</param>
/// <param name="clock">How long a channel may take.</param>
/// <param name="log">For faults.</param>
/// <param name="told">
/// Returns soon, when the other nodes know that somebody is about to be called: whichever goes on from here does not
/// begin it anew. Null: there are none.
/// </param>
internal sealed class PageDispatcher(
    ControlRoom room, PageWays ways, TimeProvider clock, ILogger log, Func<Task>? told = null)
{
    private static readonly TimeSpan SendMax = TimeSpan.FromSeconds(9);

    /// <summary>Runs on the room's loop.</summary>
    public void Send(IReadOnlyList<Entry> entries, RoomState state)
    {
        foreach (var entry in entries)
        {
            // What another room began it sends itself.
            if (entry.Origin != room.Origin || state.Find(entry.Incident) is not { } incident) continue;
            if (entry.Fact is SendBegun begun) Send(incident, begun, begun.Repeat ?? false);
            else if (entry.Fact is GroupSendBegun group) Send(incident, group, repeat: false);
        }
    }

    /// <summary>What a crash fell upon, of live incidents; of others nobody needs to be woken.</summary>
    public void SendLeft(RoomState state)
    {
        foreach (var incident in state.Live)
        {
            foreach (var left in incident.Sends.Values.Where(one => !one.Ended))
                Send(incident, left.Begun, repeat: true);
            foreach (var left in incident.GroupSends) Send(incident, left, repeat: true);
        }
    }

    private void Send(Incident incident, SendBegun begun, bool repeat)
    {
        if (ways.ContactOf(begun.Person) is not { } person || begun.Channel >= person.Channels.Count)
        {
            room.TryTell(decider => decider.EndSend(incident.Id, begun.Message, "the contact is gone"));
            return;
        }

        var order = new PageOrder(
            begun.Message, repeat, person, person.Channels[begun.Channel], incident.Id, begun.Team, begun.Call,
            incident.Begun, incident.Level, incident.OpenedAt);
        _ = Task.Run(() => SendAsync(
            order.Channel.Kind, cancel => ways.Page(order, cancel),
            fault => room.TryTell(decider => decider.EndSend(order.Incident, order.Message, fault))));
    }

    private void Send(Incident incident, GroupSendBegun begun, bool repeat)
    {
        if (ways.GroupOf(begun.Group) is not { } group)
        {
            room.TryTell(decider => decider.EndGroupSend(incident.Id, begun.Message, "the group is gone"));
            return;
        }

        var order = new GroupOrder(begun.Message, repeat, group, incident.Id, incident.Begun, incident.Level);
        _ = Task.Run(() => SendAsync(
            group.Channel.Kind, cancel => ways.Group(order, cancel),
            fault => room.TryTell(decider => decider.EndGroupSend(order.Incident, order.Message, fault))));
    }

    private async Task SendAsync(
        ChannelKind kind, Func<CancellationToken, Task<string?>> send, Action<string?> end)
    {
        string? fault;
        using var limit = new CancellationTokenSource(SendMax, clock);
        try
        {
            if (told is not null) await told();
            fault = await send(limit.Token).WaitAsync(SendMax, clock);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            fault = "no answer in time";
        }
#pragma warning disable CA1031 // Whatever a driver throws, the next channel must be tried.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            IncidentsLog.WorkFailed(log, $"sending on {kind}", thrown.GetType().Name);
            fault = thrown.GetType().Name;
        }

        if (fault is not null) ways.Failed();
        end(fault);
    }
}
