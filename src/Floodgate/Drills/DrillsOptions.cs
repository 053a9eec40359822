using System.ComponentModel.DataAnnotations;

namespace Floodgate.Drills;

/// <summary>Limits of the crowd generator.</summary>
internal sealed record DrillsOptions
{
    /// <summary>Requests under way at once, each on its own connection. The wait for one counts as latency.</summary>
    [Range(1, 10_000)]
    public int InFlightMax { get; init; } = 512;

    /// <summary>Seconds from sending until a request counts as having no definite answer.</summary>
    [Range(1, 60)]
    public int AnswerSecondsMax { get; init; } = 5;

    /// <summary>
    /// Seconds within which the server promises a definite answer, from the instant somebody pressed.
    /// </summary>
    [Range(1, 60)]
    public int PromiseSeconds { get; init; } = 3;

    /// <summary>Bytes of one answer; a longer one counts as broken.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int AnswerBytesMax { get; init; } = 256 * 1024;

    /// <summary>Milliseconds until a receipt is in the file.</summary>
    [Range(1, 1_000)]
    public int ReceiptFlushMillis { get; init; } = 100;

    /// <summary>Receipts that wait to be written; a full queue slows the crowd rather than lose one.</summary>
    [Range(1, 1_000_000)]
    public int ReceiptQueueMax { get; init; } = 100_000;

    /// <summary>Receipts asked for again after a rush; beyond it every nth.</summary>
    [Range(1, 10_000_000)]
    public int RecheckMax { get; init; } = 100_000;

    /// <summary>Receipts asked for again at once.</summary>
    [Range(1, 1_000)]
    public int RecheckParallel { get; init; } = 32;

    /// <summary>Tries of one receipt before the server counts as unreachable, one second apart.</summary>
    [Range(1, 1_000)]
    public int RecheckTries { get; init; } = 10;

    /// <summary>Seconds a started server has to become ready.</summary>
    [Range(1, 600)]
    public int ReadySecondsMax { get; init; } = 60;
}
