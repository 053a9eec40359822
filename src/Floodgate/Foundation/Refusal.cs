namespace Floodgate.Foundation;

/// <summary>
/// Why something was refused: a stable <paramref name="Code"/> that programs test, the HTTP status it stands for, and
/// for
/// people what happened, what it means for their vouchers and what to do next, in both languages.
/// </summary>
public sealed record Refusal(
    string Code, int Status, BilingualText Happened, BilingualText Meaning, BilingualText Next)
{
    /// <summary>All three in one breath, as a screen says it.</summary>
    public BilingualText InWords() =>
        new(Happened.Zh + Meaning.Zh + Next.Zh, $"{Happened.En} {Meaning.En} {Next.En}");
}
