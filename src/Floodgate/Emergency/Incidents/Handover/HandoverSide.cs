using System.Text.Json;

namespace Floodgate.Emergency.Incidents;

/// <summary>What watch and server say to each other once a second.</summary>
/// <param name="Log">The sender's spool.</param>
/// <param name="From">Place of the first of <paramref name="Entries"/> in the sender's log.</param>
/// <param name="Entries">As <see cref="EntryJson"/> has them.</param>
/// <param name="Of">The receiver's spool, as the sender knows it.</param>
/// <param name="Have">How many of the receiver's entries the sender has.</param>
internal sealed record HandoverMessage(
    string Log, int From, IReadOnlyList<JsonElement> Entries, string Of, int Have);

/// <summary>
/// One side of the talk between two rooms: each gives what the other does not have yet. Lost, repeated and stale
/// messages change nothing; a restart of either side begins anew.
/// </summary>
internal sealed class HandoverSide(ControlRoom room)
{
    public const int EntriesMax = 500;
    private readonly Lock _gate = new();
    private string _other = "";
    private int _have, _otherHas;

    /// <summary>Whether the other room has everything that stood here when it was asked last.</summary>
    public bool OtherHas(int entries)
    {
        lock (_gate) return _otherHas >= entries;
    }

    public async Task<HandoverMessage> SayAsync()
    {
        (string other, int have, int from) = Places();
        var entries = await room.ReadAsync(state => state.Log.Skip(from).Take(EntriesMax).ToArray());
        return new HandoverMessage(room.Log, from, [.. entries.Select(Element)], other, have);
    }

    /// <exception cref="JsonException">It is not what this program says.</exception>
    public async Task HearAsync(HandoverMessage said)
    {
        var entries = said.Entries.Select(one => EntryJson.Read(JsonSerializer.SerializeToUtf8Bytes(one))).ToArray();
        var (other, have, _) = Places();
        if (said.Log != other) have = 0;
        if (said.From <= have)
        {
            await room.AskAsync(decider => { decider.Adopt(entries); return true; });
            have = Math.Max(have, said.From + entries.Length);
        }

        lock (_gate) (_other, _have, _otherHas) = (said.Log, have, said.Of == room.Log ? said.Have : 0);
    }

    private (string Other, int Have, int From) Places()
    {
        lock (_gate) return (_other, _have, _otherHas);
    }

    private static JsonElement Element(Entry entry)
    {
        using var document = JsonDocument.Parse(EntryJson.Write(entry));
        return document.RootElement.Clone();
    }
}
