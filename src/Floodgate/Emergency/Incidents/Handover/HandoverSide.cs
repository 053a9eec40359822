using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Incidents;

/// <summary>What watch and server say to each other once a second.</summary>
/// <param name="Log">The sender's spool.</param>
/// <param name="From">Place of the first of <paramref name="Entries"/> in the sender's log.</param>
/// <param name="Entries">As <see cref="EntryJson"/> has them.</param>
/// <param name="Of">The receiver's spool, as the sender knows it.</param>
/// <param name="Have">How many of the receiver's entries the sender has.</param>
/// <param name="Total">How many entries the sender has in all.</param>
internal sealed record HandoverMessage(
    string Log, int From, IReadOnlyList<JsonElement> Entries, string Of, int Have, int Total = 0)
{
    /// <summary>More than one message may hold.</summary>
    [JsonIgnore]
    public bool HasMore => From + Entries.Count < Total;
}

/// <summary>
/// One side of the talk between two rooms: each gives what the other does not have yet. Lost, repeated and stale
/// messages change nothing; a restart of either side begins anew.
/// </summary>
internal sealed class HandoverSide(ControlRoom room)
{
    public const int EntriesMax = 500;

    /// <summary>Of the entries of one message; the rest follows a second later. One is always said.</summary>
    public const int EntryBytesMax = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _heardAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        var (entries, total) = await room.ReadAsync(
            state => (state.Log.Skip(from).Take(EntriesMax).ToArray(), state.Log.Count));
        return new HandoverMessage(room.Log, from, Cut(entries), other, have, total);
    }

    /// <summary>As many as a message may hold: by bytes too, as one entry may be a hundred times another.</summary>
    private static List<JsonElement> Cut(IReadOnlyList<Entry> entries)
    {
        var (said, bytes) = (new List<JsonElement>(), 0);
        foreach (var entry in entries)
        {
            var json = EntryJson.Write(entry);
            if (said.Count > 0 && bytes + json.Length > EntryBytesMax) break;
            bytes += json.Length;
            using var document = JsonDocument.Parse(json);
            said.Add(document.RootElement.Clone());
        }

        return said;
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
        // It had no more to tell than one message holds.
        if (said.From <= have && said.Entries.Count == said.Total - said.From) _heardAll.TrySetResult();
    }

    /// <summary>When the other room has told everything it had, once since this process began.</summary>
    public Task HeardAll => _heardAll.Task;

    private (string Other, int Have, int From) Places()
    {
        lock (_gate) return (_other, _have, _otherHas);
    }
}
