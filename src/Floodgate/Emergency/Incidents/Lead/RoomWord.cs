using System.Text.Json;
using Floodgate.Emergency.Detection;

namespace Floodgate.Emergency.Incidents;

/// <summary>What the rooms of two nodes say to each other, once a second and at once when something is new.</summary>
/// <param name="From">The speaker's node.</param>
/// <param name="Said">Its entries that the other has not.</param>
/// <param name="Leads">Its room acts: then what follows holds on all nodes.</param>
/// <param name="Levers">The changes of levers that stand.</param>
/// <param name="Firing">What the speaker's own detection sees firing.</param>
/// <param name="Switch">How the switch of automation was turned, oldest first.</param>
internal sealed record RoomWord(
    string From, HandoverMessage Said, bool Leads, IReadOnlyList<Finding> Firing, IReadOnlyList<LeverChange> Levers,
    IReadOnlyList<SwitchTurn> Switch)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    /// <exception cref="JsonException">It is not what this program says.</exception>
    public static RoomWord Read(byte[] json) =>
        JsonSerializer.Deserialize<RoomWord>(json, JsonSerializerOptions.Web) ?? throw new JsonException("no word");
}
