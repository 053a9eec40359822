using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Incidents;

/// <summary>Entries as one line of JSON: in the spool, in the store and between the watch and the server.</summary>
internal static class EntryJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Write(Entry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Format);

    /// <exception cref="JsonException">It is no entry of this program.</exception>
    public static Entry Read(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize<Entry>(line, Format) ?? throw new JsonException("an entry is missing");
}
