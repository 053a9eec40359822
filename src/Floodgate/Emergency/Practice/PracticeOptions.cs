using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Practice;

/// <summary>Limits of drills and training on a node. Section <c>Floodgate:Practice</c>.</summary>
public sealed class PracticeOptions
{
    /// <summary>Longest a storage fault acts before it must be asked for again, 1 to 60 seconds.</summary>
    [Range(1, 60)]
    public int FaultSecondsMax { get; set; } = 15;

    /// <summary>Longest a drill may hold one write, 1 to 5,000 milliseconds.</summary>
    [Range(1, 5_000)]
    public int FaultDelayMillisecondsMax { get; set; } = 5_000;

    /// <summary>Bytes of one drill's report, 10,000 to 1,000,000.</summary>
    [Range(10_000, 1_000_000)]
    public int ReportBytesMax { get; set; } = 500_000;

    /// <summary>Drills that are kept, 10 to 100,000; beyond, a new one is refused.</summary>
    [Range(10, 100_000)]
    public int DrillsMax { get; set; } = 10_000;

    /// <summary>Courses taken that are kept, 100 to 1,000,000; beyond, a new one is refused.</summary>
    [Range(100, 1_000_000)]
    public int TrainingsMax { get; set; } = 100_000;

    /// <summary>Quizzes of one course that a person may take within an hour, 1 to 100.</summary>
    [Range(1, 100)]
    public int QuizzesPerHourMax { get; set; } = 5;

    /// <summary>Rows of a list in one answer; 10 to 1,000.</summary>
    [Range(10, 1_000)]
    public int PageMax { get; set; } = 200;

    /// <summary>Characters of a person's id or a note, 20 to 1,000.</summary>
    [Range(20, 1_000)]
    public int LineCharactersMax { get; set; } = 200;
}
