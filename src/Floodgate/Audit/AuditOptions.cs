using System.ComponentModel.DataAnnotations;

namespace Floodgate.Audit;

/// <summary>Limits of the audit trail and of approvals, from <c>Floodgate:Audit</c>; checked at start.</summary>
public sealed class AuditOptions
{
    /// <summary>Bytes of one file of the trail; then a next one is begun. 65,536 to 268,435,456.</summary>
    [Range(65_536, 268_435_456)]
    public int FileBytesMax { get; set; } = 8 * 1024 * 1024;

    /// <summary>Bytes of one entry, 4,096 to 4,194,304; a longer one is refused.</summary>
    [Range(4_096, 4_194_304)]
    public int EntryBytesMax { get; set; } = 1024 * 1024;

    /// <summary>Milliseconds the disk has for one entry, 50 to 2,500; then acts are refused until it answers.</summary>
    [Range(50, 2_500)]
    public int WriteMillisecondsMax { get; set; } = 2_000;

    /// <summary>Entries after which a checkpoint is signed, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int CheckpointEntries { get; set; } = 100;

    /// <summary>Minutes after which entries without a checkpoint get one, 1 to 1,440.</summary>
    [Range(1, 1_440)]
    public int CheckpointMinutes { get; set; } = 60;

    /// <summary>Entries kept in memory and in the spool while the trail cannot be written, 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int WaitingMax { get; set; } = 10_000;

    /// <summary>Characters of a reason, a note or one value of a difference, 100 to 10,000.</summary>
    [Range(100, 10_000)]
    public int TextCharactersMax { get; set; } = 1_000;

    /// <summary>Lines of a difference that are kept, 10 to 1,000.</summary>
    [Range(10, 1_000)]
    public int ChangesMax { get; set; } = 200;

    /// <summary>Entries of one answer of the search, 1 to 500.</summary>
    [Range(1, 500)]
    public int EntriesPerAnswerMax { get; set; } = 100;

    /// <summary>Entries one search looks through before it answers with what it has, 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int EntriesSearchedMax { get; set; } = 50_000;

    /// <summary>Proposals that wait for a second person at one time, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int OpenApprovalsMax { get; set; } = 500;

    /// <summary>Approvals that are over and still listed, 10 to 10,000; older ones are in the trail.</summary>
    [Range(10, 10_000)]
    public int PastApprovalsMax { get; set; } = 1_000;

    /// <summary>Minutes for which what was approved is tried while its storage is away, 1 to 1,440.</summary>
    [Range(1, 1_440)]
    public int ExecuteMinutesMax { get; set; } = 60;
}
