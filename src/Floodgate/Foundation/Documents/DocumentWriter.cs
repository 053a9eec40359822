using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// The canonical JSON of a declared record: members in the order of declaration, no white space, everything that is in
/// force written, also what the text left to its default. Hashes are taken over these bytes.
/// </summary>
internal static class DocumentWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(object document)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options)) Value(json, document);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Value(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteRawValue(ScalarReader.Plainly(number)); break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case Enum choice: json.WriteStringValue(DocumentShape.Word(choice.ToString())); break;
            case BilingualText text: Both(json, text); break;
            case IReadOnlyDictionary<string, string> map:
                json.WriteStartObject();
                foreach (var (name, text) in map) json.WriteString(name, text);
                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list) Value(json, item);
                json.WriteEndArray();
                break;
            default: Record(json, value); break;
        }
    }

    private static void Both(Utf8JsonWriter json, BilingualText text)
    {
        json.WriteStartObject();
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private static void Record(Utf8JsonWriter json, object record)
    {
        json.WriteStartObject();
        foreach (var member in DocumentShape.Of(record.GetType()).Members)
        {
            if (member.Property.GetValue(record) is not { } value) continue;
            json.WritePropertyName(member.Name);
            Value(json, value);
        }

        json.WriteEndObject();
    }
}
