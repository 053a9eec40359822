namespace Floodgate.Emergency.Incidents;

/// <summary>The room of one node; the key is its name. What is said is JSON, so that versions N and N+1 understand it.
/// </summary>
[Alias("floodgate.room.v1")]
internal interface IRoomNodeGrain : IGrainWithStringKey
{
    /// <summary>A <see cref="RoomWord"/> for one.</summary>
    [Alias("talk")]
    Task<byte[]> TalkAsync(byte[] word);

    /// <summary>A <see cref="RoomOrder"/> for a <see cref="RoomReply"/>.</summary>
    [Alias("order")]
    Task<byte[]> OrderAsync(byte[] order);

    /// <summary>
    /// Which level I incident stands over a campaign: its id, or nothing (""); null: this room does not lead.
    /// </summary>
    [Alias("red")]
    Task<string?> RedAsync(string campaign);

    /// <summary>What its incidents have cost so far by its own count: losses by incident, as JSON.</summary>
    [Alias("losses")]
    Task<byte[]> LossesAsync();
}
