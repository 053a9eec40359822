using System.Text.Json;

namespace Floodgate.Campaigns;

/// <summary>Faults as the <c>errors</c> of a problem: <c>[{pointer, line?, code, message {zh, en}}]</c>.</summary>
internal static class CampaignFaults
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<CampaignFault> faults)
    {
        json.WriteStartArray("errors");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            json.WriteString("pointer", fault.Pointer);
            if (fault.Line is { } line) json.WriteNumber("line", line);
            json.WriteString("code", fault.Code);
            json.WriteStartObject("message");
            json.WriteString("zh", fault.Message.Zh);
            json.WriteString("en", fault.Message.En);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
