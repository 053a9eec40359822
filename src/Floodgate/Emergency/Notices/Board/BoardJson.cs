using System.Text.Encodings.Web;
using System.Text.Json;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>The board as JSON. Without a time of its own: the same state is the same bytes.</summary>
internal static class BoardJson
{
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// <c>{state, drill?, incidents[], next?}</c>; all live ones are in the first answer, however many they are.
    /// </summary>
    /// <param name="skip">Incidents already given.</param>
    /// <param name="most">In one answer.</param>
    /// <param name="drill">The node is there for drills, and says so.</param>
    public static byte[] Status(IReadOnlyList<PublicIncident> incidents, int skip, int most, bool drill = false)
    {
        var live = incidents.Count(one => one.IsLive);
        var until = skip + most;
        for (var i = incidents.Count - 1; skip == 0 && i >= until; i--)
            if (incidents[i].IsLive) until = i + 1;
        return Write(json =>
        {
            json.WriteString("state", live > 0 ? "incident" : "operational");
            if (drill) json.WriteBoolean("drill", true);
            json.WriteStartArray("incidents");
            foreach (var incident in incidents.Take(until).Skip(skip)) WriteIncident(json, incident);
            json.WriteEndArray();
            if (until < incidents.Count) json.WriteString("next", incidents[until - 1].Id);
        });
    }

    /// <summary><c>{banners[]}</c>: the newest word of each, short.</summary>
    public static byte[] Banners(IReadOnlyList<PublicIncident> incidents) => Write(json =>
    {
        json.WriteStartArray("banners");
        foreach (var incident in incidents)
        {
            var said = incident.Updates[^1];
            json.WriteStartObject();
            json.WriteString("id", incident.Id);
            json.WriteString("status", Name(incident.Status));
            json.WriteText("title", said.Title);
            json.WriteText("short", said.Short);
            json.WriteTime("at", said.At);
            if (said.ReturnsAt is { } returns) json.WriteTime("returnsAt", returns);
            WriteCampaigns(json, incident);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Name(IncidentStatus status) => status switch
    {
        IncidentStatus.Investigating => "investigating",
        IncidentStatus.Identified => "identified",
        IncidentStatus.Monitoring => "monitoring",
        IncidentStatus.Resolved => "resolved",
        IncidentStatus.Postmortem => "postmortem",
        _ => throw new InvalidOperationException($"{status} has no name"),
    };

    private static void WriteIncident(Utf8JsonWriter json, PublicIncident incident)
    {
        json.WriteStartObject();
        json.WriteString("id", incident.Id);
        json.WriteText("title", incident.Title);
        json.WriteString("status", Name(incident.Status));
        json.WriteTime("startedAt", incident.StartedAt);
        if (incident.ResolvedAt is { } resolved) json.WriteTime("resolvedAt", resolved);
        WriteCampaigns(json, incident);
        json.WriteStartArray("updates");
        foreach (var update in incident.Updates)
        {
            json.WriteStartObject();
            json.WriteTime("at", update.At);
            json.WriteText("title", update.Title);
            json.WriteText("text", update.Text);
            json.WriteText("short", update.Short);
            if (update.ReturnsAt is { } returns) json.WriteTime("returnsAt", returns);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCampaigns(Utf8JsonWriter json, PublicIncident incident)
    {
        json.WriteStartArray("campaigns");
        foreach (var campaign in incident.Campaigns) json.WriteStringValue(campaign);
        json.WriteEndArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Format))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
