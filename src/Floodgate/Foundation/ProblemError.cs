using System.Text.Json;

namespace Floodgate.Foundation;

/// <summary>One of a problem's <c>errors</c>: what is wrong with the request, and where.</summary>
/// <param name="Pointer">RFC 6901 pointer of the faulty member; empty for the whole.</param>
/// <param name="Line">Counted from 1; null when there is no text to point into.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people; null when the problem's own text says it.</param>
internal readonly record struct ProblemError(string Pointer, long? Line, string Code, BilingualText? Message = null)
{
    /// <summary>Writes <c>errors: [{pointer, line?, code, message?}]</c>.</summary>
    public static void Write(Utf8JsonWriter json, params IEnumerable<ProblemError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("pointer", error.Pointer);
            if (error.Line is { } line) json.WriteNumber("line", line);
            json.WriteString("code", error.Code);
            if (error.Message is { } message) json.WriteText("message", message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
