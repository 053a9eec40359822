namespace Floodgate.Emergency.Incidents;

/// <summary>The room that leads could not be asked in time: what was asked may have happened or not.</summary>
internal sealed class RoomAwayException() : Exception("the control room that leads did not answer");

/// <summary>
/// What people ask of the room, wherever they ask it: done by the room that leads. While the lead goes from one node to
/// another it waits a little; a request that is sent on again is done once.
/// </summary>
/// <param name="room">This node's.</param>
/// <param name="automation">The switch.</param>
/// <param name="clock">How long it may wait.</param>
/// <param name="lead">Which room leads; null: this one, there is no other node.</param>
internal sealed class RoomOrders(
    ControlRoom room, RoomSwitch automation, TimeProvider clock, RoomLead? lead = null)
{
    private const int RememberedMax = 1_000;

    /// <summary>An answer is due within three seconds; if the lead takes longer to go over, people ask again.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(2_500);

    private static readonly TimeSpan AskMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<RoomReply>> _done = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <exception cref="RoomAwayException">No room that leads answered in time.</exception>
    /// <exception cref="RoomFullException">Too much has come already; nothing happened.</exception>
    public async Task<OrderOutcome> CarryAsync(string incident, Person person, Order order) =>
        (await AskAsync(RoomOrder.Of(person) with { Incident = incident, Order = order })).Outcome;

    /// <summary>Answers the incident's id.</summary>
    /// <inheritdoc cref="CarryAsync"/>
    public async Task<string> DeclareAsync(Person person, Declaration declaration) =>
        (await AskAsync(RoomOrder.Of(person) with { Declaration = declaration })).Incident;

    /// <summary>False: the switch of automation stood so already.</summary>
    /// <inheritdoc cref="CarryAsync"/>
    public async Task<bool> TurnAsync(bool on, Person person, string why) =>
        (await AskAsync(RoomOrder.Of(person) with { Switch = new SwitchOrder(on, why) })).Turned;

    /// <summary>What another node sends on; not done where this room does not lead.</summary>
    public async Task<byte[]> AnswerAsync(byte[] json)
    {
        var order = RoomJson.Read<RoomOrder>(json);
        var reply = lead is { Leads: true } ? await OnceAsync(order) : new RoomReply(Leads: false);
        return RoomJson.Write(reply);
    }

    private async Task<RoomReply> AskAsync(RoomOrder order)
    {
        var began = clock.GetTimestamp();
        while (lead is { Leads: false })
        {
            var left = AnswerMax - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) throw new RoomAwayException();
            var node = lead.Lead;
            if (node != lead.Me && await SendAsync(lead, node, order, left < AskMax ? left : AskMax) is { } reply)
                return reply;
            await Task.Delay(Pause, clock);
        }

        return await OnceAsync(order);
    }

    /// <summary>Null: it does not lead, or it did not answer.</summary>
    private static async Task<RoomReply?> SendAsync(RoomLead lead, string node, RoomOrder order, TimeSpan within)
    {
        var json = RoomJson.Write(order);
        var answer = await lead.AskAsync(node, grain => grain.OrderAsync(json), within);
        if (answer.Said is not { } said) return null;
        var reply = RoomJson.Read<RoomReply>(said);
        if (!reply.Leads) return null;
        // Whoever looks here next sees what they have just done.
        await lead.TalkAsync(node);
        return reply;
    }

    private Task<RoomReply> OnceAsync(RoomOrder order)
    {
        lock (_gate)
        {
            if (_done.TryGetValue(order.Id, out var known) && known is not { IsFaulted: true }) return known;
            var doing = DoAsync(order);
            _done[order.Id] = doing;
            _order.Enqueue(order.Id);
            while (_order.Count > RememberedMax) _done.Remove(_order.Dequeue());
            return doing;
        }
    }

    private async Task<RoomReply> DoAsync(RoomOrder order)
    {
        var person = order.Person();
        if (order.Declaration is { } declared)
            return new RoomReply(
                Leads: true, Incident: await room.AskAsync(decider => decider.Declare(declared)));
        if (order.Switch is { } turn) return new RoomReply(Leads: true, Turned: await TurnHereAsync(person, turn));
        return new RoomReply(
            Leads: true, await room.AskAsync(decider => decider.Carry(order.Incident!, person, order.Order!)));
    }

    private async Task<bool> TurnHereAsync(Person person, SwitchOrder order)
    {
        if (!automation.Turn(new SwitchTurn(order.On, person.Id, order.Why, clock.GetUtcNow()))) return false;
        var text = $"automation {(order.On ? "on" : "off")}: {order.Why}";
        await room.AskAsync(decider =>
        {
            foreach (var incident in decider.State.Live.ToArray()) decider.Note(incident.Id, person.Actor, text);
            return true;
        });
        if (lead is not null) await lead.ToldAsync();
        return true;
    }
}
