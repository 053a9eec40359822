using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// What somebody asks of the room, on its way to the node that leads. One of the three parts is given.
/// </summary>
/// <param name="Id">Names the request: said again it is not done again.</param>
/// <param name="Who">Whoever asks; the node that was asked has checked it.</param>
/// <param name="Roles">Theirs.</param>
/// <param name="Via">How they came.</param>
/// <param name="Incident">Of what <paramref name="Order"/> asks.</param>
internal sealed record RoomOrder(
    string Id, string Who, IReadOnlyList<string> Roles, string Via, string? Incident = null, Order? Order = null,
    Declaration? Declaration = null, SwitchOrder? Switch = null)
{
    public Person Person() => new(Who, new HashSet<string>(Roles, StringComparer.Ordinal), Via);

    public static RoomOrder Of(Person person) =>
        new(RandomNumberGenerator.GetHexString(32, lowercase: true), person.Id, [.. person.Roles], person.Via);
}

/// <summary>How the switch of automation is to stand.</summary>
internal sealed record SwitchOrder(bool On, string Why);

/// <summary>What came of it.</summary>
/// <param name="Leads">False: that room does not lead, and nothing happened.</param>
/// <param name="Incident">With a declaration: the incident's id.</param>
/// <param name="Turned">With the switch: it had stood otherwise.</param>
internal sealed record RoomReply(
    bool Leads, OrderOutcome Outcome = OrderOutcome.Done, string Incident = "", bool Turned = false);

/// <summary>Orders and replies between nodes, of versions N and N+1: what one does not know it passes over.</summary>
internal static class RoomJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Write<T>(T word) => JsonSerializer.SerializeToUtf8Bytes(word, Format);

    /// <exception cref="JsonException">It is not what this program says.</exception>
    public static T Read<T>(byte[] json) =>
        JsonSerializer.Deserialize<T>(json, Format) ?? throw new JsonException("no word");
}
