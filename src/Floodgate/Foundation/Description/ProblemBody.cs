namespace Floodgate.Foundation.Description;

/// <summary>The shape of every refusal (RFC 9457); <see cref="Problem"/> writes it.</summary>
/// <param name="Type">An address with a page for people.</param>
/// <param name="Code">Stable; what programs test. New ones may come.</param>
/// <param name="OpensAt">With <c>not-open</c>.</param>
/// <param name="ResumesAt">With <c>paused</c>.</param>
/// <param name="Outcome">With 503: <c>none</c>, or <c>unknown</c>: ask again with the same key.</param>
/// <param name="Held">With <c>limit-reached</c>: ids of the vouchers already held.</param>
/// <param name="Errors">The places that are wrong.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Code, string Detail, ProblemMessages Messages,
    DateTimeOffset? OpensAt = null, DateTimeOffset? ResumesAt = null, string? Outcome = null, string[]? Held = null,
    ProblemPlace[]? Errors = null);

internal sealed record ProblemMessages(ProblemMessage Zh, ProblemMessage En);

internal sealed record ProblemMessage(string Happened, string Meaning, string Next);

/// <param name="Pointer">RFC 6901, empty for the whole.</param>
/// <param name="Line">Counted from 1, where there is a text to point into.</param>
internal sealed record ProblemPlace(string Pointer, string Code, int? Line = null, BilingualText? Message = null);
