using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Reviews;

/// <summary>Limits of reviews, improvement actions and meetings.</summary>
public sealed class ReviewsOptions
{
    /// <summary>Seconds between two looks for what is due or overdue; 10 to 3,600.</summary>
    [Range(10, 3_600)]
    public int CheckSeconds { get; set; } = 60;

    /// <summary>Entries of a timeline that a draft reads; 1,000 to 1,000,000.</summary>
    [Range(1_000, 1_000_000)]
    public int EntriesMax { get; set; } = 100_000;

    /// <summary>Characters of a root cause, of notes, of minutes; 1,000 to 100,000.</summary>
    [Range(1_000, 100_000)]
    public int TextCharactersMax { get; set; } = 20_000;

    /// <summary>Characters of an action, an owner, an answer to a why, a piece of evidence; 50 to 5,000.</summary>
    [Range(50, 5_000)]
    public int LineCharactersMax { get; set; } = 1_000;

    /// <summary>Improvement actions that are open at one time; 10 to 10,000.</summary>
    [Range(10, 10_000)]
    public int OpenActionsMax { get; set; } = 1_000;

    /// <summary>People of one meeting, and decisions of one; 10 to 1,000.</summary>
    [Range(10, 1_000)]
    public int MeetingListMax { get; set; } = 100;

    /// <summary>Rows of a list in one answer; 10 to 1,000.</summary>
    [Range(10, 1_000)]
    public int PageMax { get; set; } = 200;
}
