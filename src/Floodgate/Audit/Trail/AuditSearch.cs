namespace Floodgate.Audit.Trail;

/// <summary>What is looked for; what is null is not asked.</summary>
/// <param name="Who">Part of the person's or the approver's name, or the id of a key.</param>
/// <param name="What">Part of the act's name.</param>
/// <param name="On">Part of what it was done to.</param>
/// <param name="Outcome">Exactly.</param>
/// <param name="Before">Only entries with a lower number.</param>
internal sealed record AuditQuestion(
    string? Who = null, string? What = null, string? On = null, string? Campaign = null, string? Outcome = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, long Before = long.MaxValue);

/// <param name="Next">The number to go on before; null: that was all.</param>
internal sealed record AuditPage(IReadOnlyList<AuditEntry> Items, long? Next);

/// <summary>
/// Searches the trail, the newest first. An act that was begun and has ended is shown once, as it ended; one that has
/// no end stands as begun, and is worth asking about.
/// </summary>
internal sealed class AuditSearch(string folder, AuditOptions options)
{
    private const int EndsRemembered = 4_096;

    public AuditPage Find(AuditQuestion question, int limit)
    {
        var items = new List<AuditEntry>();
        var ended = new HashSet<long>();
        var looked = 0;
        // Ends lie a little after their beginnings: a page that goes on must have seen the ends just above it.
        var start = question.Before == long.MaxValue ? long.MaxValue : question.Before + EndsRemembered;
        foreach (var entry in TrailReader.NewestFirst(folder, start))
        {
            if (entry.Of is { } begun) ended.Add(begun);
            if (entry.Number >= question.Before) continue;
            if (looked++ >= options.EntriesSearchedMax) return new AuditPage(items, entry.Number + 1);
            if (question.From is { } from && entry.At < from.AddMinutes(-1)) return new AuditPage(items, null);
            if (entry.Outcome == AuditOutcome.Begun && ended.Contains(entry.Number)) continue;
            if (!Matches(entry, question)) continue;
            items.Add(entry);
            if (items.Count == limit) return new AuditPage(items, entry.Number > 1 ? entry.Number : null);
        }

        return new AuditPage(items, null);
    }

    internal static bool Matches(AuditEntry entry, AuditQuestion asked) =>
        (asked.Who is null || Has(entry.Who.Person, asked.Who) || Has(entry.Approver, asked.Who)
            || entry.Who.Key == asked.Who)
        && (asked.What is null || Has(entry.What, asked.What))
        && (asked.On is null || Has(entry.On, asked.On))
        && (asked.Campaign is null || entry.Campaign == asked.Campaign)
        && (asked.Outcome is null || entry.Outcome == asked.Outcome)
        && (asked.From is null || entry.At >= asked.From) && (asked.To is null || entry.At < asked.To);

    private static bool Has(string? text, string part) =>
        text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
