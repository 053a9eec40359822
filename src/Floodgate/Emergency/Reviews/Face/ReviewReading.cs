using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>All reviews, and those that are owed.</summary>
public sealed record ReviewLines(
    DateTimeOffset Now, IReadOnlyList<ReviewHeading> Items, IReadOnlyList<OwedReview> Owed, bool MayWrite);

/// <param name="Level"><c>I</c> to <c>IV</c>.</param>
/// <param name="State"><c>Draft</c>, <c>Edited</c> or <c>Closed</c>.</param>
public sealed record ReviewHeading(
    string Id, string Incident, BilingualText Title, string Level, string State, DateTimeOffset CreatedAt,
    string? EditedBy, string? ClosedBy, DateTimeOffset? ClosedAt);

/// <param name="Review">Null: not drafted yet.</param>
/// <param name="Due">To be drafted, or closed, by then.</param>
public sealed record OwedReview(
    string Incident, BilingualText Title, string? Review, DateTimeOffset Due, bool Overdue);

/// <summary>A review as one person sees it.</summary>
public sealed record ReviewReading
{
    public required ReviewHeading Line { get; init; }

    public required int Version { get; init; }

    public required BilingualText Effect { get; init; }

    public required string Plan { get; init; }

    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>Entries of the whole timeline; <see cref="Timeline"/> has those that are cited.</summary>
    public required int Entries { get; init; }

    public required IReadOnlyList<Sentence> Summary { get; init; }

    public required IReadOnlyList<DurationReading> Durations { get; init; }

    /// <summary>SVG that the program drew itself; texts of others in it are escaped.</summary>
    public required BilingualText Chart { get; init; }

    public required IReadOnlyList<MarkReading> Marks { get; init; }

    public required IReadOnlyList<Sentence> DidNot { get; init; }

    public required IReadOnlyList<Sentence> Worked { get; init; }

    public required IReadOnlyList<Sentence> Loss { get; init; }

    public required IReadOnlyList<WhyReading> Whys { get; init; }

    public required ReviewWriting Written { get; init; }

    public required bool NeedsReTest { get; init; }

    public required IReadOnlyList<Sentence> Proposals { get; init; }

    public required IReadOnlyList<ActionLine> Actions { get; init; }

    public required IReadOnlyList<CitedLine> Timeline { get; init; }

    /// <summary>This person may edit it now.</summary>
    public required bool MayEdit { get; init; }

    /// <summary>This person's role may close reviews; <see cref="Missing"/> says whether this one can be.</summary>
    public required bool MayClose { get; init; }

    /// <summary>What keeps this person from closing it; empty: nothing.</summary>
    public required IReadOnlyList<BilingualText> Missing { get; init; }

    /// <summary>Names to choose an owner from; others can be written.</summary>
    public required IReadOnlyList<string> Owners { get; init; }
}

/// <summary>A sentence and the entries it rests on.</summary>
public sealed record Sentence(BilingualText Text, IReadOnlyList<Cite> Cites);

/// <param name="Anchor">Id of the entry's line in the page.</param>
/// <param name="Label">The line's number in the page.</param>
/// <param name="Entry">Its origin and sequence in the incident's whole timeline.</param>
public sealed record Cite(string Anchor, string Label, string Entry);

/// <param name="Seconds">From the breach; null: it did not happen.</param>
/// <param name="Met">Null: nobody can say.</param>
public sealed record DurationReading(
    BilingualText Name, double? Seconds, double TargetSeconds, bool? Met, IReadOnlyList<Cite> Cites);

public sealed record MarkReading(int Number, DateTimeOffset At, BilingualText Text, Cite Cite);

/// <param name="Answer">What the timeline says; null: people answer it.</param>
public sealed record WhyReading(
    int Number, BilingualText Question, BilingualText? Answer, IReadOnlyList<Cite> Cites);

public sealed record CitedLine(Cite Cite, DateTimeOffset At, string Actor, BilingualText Text);

/// <summary>What people add to a draft.</summary>
/// <param name="Whys">One answer a why, in order; an empty one leaves the timeline's.</param>
public sealed record ReviewWriting(string RootCause, IReadOnlyList<string> Whys, string Text, string ReTest);
