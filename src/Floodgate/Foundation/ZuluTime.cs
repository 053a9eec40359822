using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Foundation;

/// <summary>Times in answers as the contract has them: RFC 3339, UTC, ending in <c>Z</c>.</summary>
internal sealed class ZuluTime : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Rfc3339.Text(value));
}
