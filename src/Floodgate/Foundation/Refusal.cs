namespace Floodgate.Foundation;

/// <summary>
/// Why something was refused: a stable <paramref name="Code"/> that programs test, the HTTP status it stands for, and
/// for
/// people what happened, what it means for their vouchers and what to do next, in both languages.
/// </summary>
public sealed record Refusal(
    string Code, int Status, BilingualText Happened, BilingualText Meaning, BilingualText Next);
