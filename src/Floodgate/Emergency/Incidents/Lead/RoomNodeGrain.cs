using Floodgate.Cluster;
using Orleans.Concurrency;

namespace Floodgate.Emergency.Incidents;

/// <summary>Speaks for the room of its node.</summary>
[Reentrant, KeepAlive, NodePlacement]
internal sealed class RoomNodeGrain(RoomLead lead, RoomOrders orders, RedIncidents red, LossDesk losses)
    : Grain, IRoomNodeGrain
{
    public Task<byte[]> TalkAsync(byte[] word) => lead.AnswerAsync(word);

    public Task<byte[]> OrderAsync(byte[] order) => orders.AnswerAsync(order);

    public async Task<string?> RedAsync(string campaign) =>
        lead.Leads ? await red.OfThisRoomAsync(campaign) ?? "" : null;

    public Task<byte[]> LossesAsync() => Task.FromResult(losses.ToJson());
}
