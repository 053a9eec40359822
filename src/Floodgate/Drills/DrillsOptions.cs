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

    /// <summary>Seconds in which the ledger is asked for again after a rush, while the server is away.</summary>
    [Range(0, 600)]
    public int LedgerSecondsMax { get; init; } = 60;

    /// <summary>Things seen of one drill; a drill with more is not judged as complete.</summary>
    [Range(1_000, 1_000_000)]
    public int SightingsMax { get; init; } = 50_000;

    /// <summary>Milliseconds between two looks at something from outside: the exactness of what is measured.</summary>
    [Range(10, 5_000)]
    public int LookMilliseconds { get; init; } = 100;

    /// <summary>Bytes of one message that a drill's sink takes.</summary>
    [Range(1_024, 1_048_576)]
    public int MessageBytesMax { get; init; } = 128 * 1024;

    /// <summary>Connections that a drill's mail sink serves at one time.</summary>
    [Range(1, 10_000)]
    public int MailConnectionsMax { get; init; } = 256;

    /// <summary>Seconds a storage fault lasts when the runner does not ask again: the rollback if it dies.</summary>
    [Range(2, 15)]
    public int FaultLeaseSeconds { get; init; } = 6;

    /// <summary>Seconds a process has to end by itself before it is killed.</summary>
    [Range(1, 60)]
    public int StopSecondsMax { get; init; } = 10;

    /// <summary>
    /// Seconds after the last expectation in which the store must have caught up with the room, and wallets with books
    /// that were away.
    /// </summary>
    [Range(1, 60)]
    public int CatchUpSecondsMax { get; init; } = 15;

    /// <summary>Seconds after its last expectation in which a drill must have gathered its result.</summary>
    [Range(1, 600)]
    public int FinishSecondsMax { get; init; } = 90;

    /// <summary>Seconds in which the incidents of a drill on a running server must be ended afterwards.</summary>
    [Range(1, 600)]
    public int EndIncidentsSecondsMax { get; init; } = 60;

    /// <summary>Seconds in which a running server shows no status before the drill on it is broken off.</summary>
    [Range(5, 600)]
    public int SilentSecondsMax { get; init; } = 20;

    /// <summary>Receipts of a simple load that are looked for in the wallets afterwards.</summary>
    [Range(1, 10_000)]
    public int WalletChecksMax { get; init; } = 200;

    /// <summary>Seconds a started server has to become ready.</summary>
    [Range(1, 600)]
    public int ReadySecondsMax { get; init; } = 60;
}
