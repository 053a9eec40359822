using System.Text.Json;

namespace Floodgate.Foundation;

/// <summary>What is wrong with a request's body, and where.</summary>
/// <param name="Refusal">What is answered.</param>
/// <param name="Pointer">RFC 6901 pointer of the faulty member, empty for the whole; null when it has no place.</param>
/// <param name="Line">Counted from 1; null when the place alone is known.</param>
internal sealed record BodyFault(Refusal Refusal, string? Pointer = null, long? Line = null)
{
    /// <summary>Writes <c>errors: [{pointer, line?, code}]</c>; nothing when there is no place to name.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (Pointer is not null) ProblemError.Write(json, new ProblemError(Pointer, Line, Refusal.Code));
    }

    /// <summary>One step of a pointer; a name from outside is cut, so that it stays a name.</summary>
    public static string Step(string name)
    {
        var cut = name.Length <= 64 ? name : name[..64];
        return "/" + cut.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
