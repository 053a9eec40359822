using System.Text.Json;

namespace Floodgate.Foundation;

/// <summary>How texts, money and times stand in a body: one writer for every answer.</summary>
internal static class JsonMembers
{
    /// <summary><c>{zh, en}</c>.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, BilingualText text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    /// <summary><c>{amount, currency}</c>, in minor units.</summary>
    public static void WriteMoney(this Utf8JsonWriter json, string name, Money money)
    {
        json.WriteStartObject(name);
        json.WriteNumber("amount", money.Amount);
        json.WriteString("currency", money.Currency);
        json.WriteEndObject();
    }

    /// <summary>RFC 3339, UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteString(name, Rfc3339.Text(time));

    /// <summary>RFC 3339, UTC, of Unix microseconds.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, long micros) =>
        json.WriteTime(name, UnixTime.ToTime(micros));
}
