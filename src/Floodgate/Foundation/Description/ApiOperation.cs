namespace Floodgate.Foundation.Description;

/// <summary>Who an operation asks for. Several on one operation: any of them will do.</summary>
internal enum Credential { CitizenToken, Ticket, Pass, ApiKey, StaffSession }

/// <summary>One good answer of an operation.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The type whose shape the body has; null for none, string for a text.</param>
/// <param name="MediaType">Of the body.</param>
internal sealed record ApiAnswer(int Status, Type? Body = null, string MediaType = "application/json")
{
    /// <summary>Headers that a client should know of.</summary>
    public string[] Headers { get; init; } = [];
}

/// <summary>A request header an operation reads.</summary>
internal sealed record ApiHeader(string Name, bool Required, string Meaning);

/// <summary>
/// What an endpoint takes and answers, as data beside it: what <c>/openapi/v1.json</c> is made of. The endpoints on
/// the way of a command are bare delegates, so nothing can be read off their signature; nothing of this runs with a
/// request.
/// </summary>
/// <param name="Name">The operation's id.</param>
/// <param name="Tag">The group it stands in.</param>
/// <param name="Summary">One line in both languages.</param>
internal sealed record ApiOperation(string Name, string Tag, BilingualText Summary)
{
    public Credential[] Credentials { get; init; } = [];

    public ApiHeader[] Headers { get; init; } = [];

    /// <summary>The type whose shape the request's body has; null when there is none.</summary>
    public Type? Body { get; init; }

    public string BodyMediaType { get; init; } = "application/json";

    public ApiAnswer[] Answers { get; init; } = [];

    public Refusal[] Refusals { get; init; } = [];
}
