using System.ComponentModel.DataAnnotations;

namespace Floodgate.Storage;

/// <summary>Limits of queue and journal. Section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>Commands waiting in one book's queue; beyond, a command is refused with <c>overloaded</c>.</summary>
    [Range(64, 1_000_000)]
    public int QueueCommandsMax { get; set; } = 32_768;

    /// <summary>Further commands that only tills may queue: a crowd that fills the queue does not stop them.</summary>
    [Range(0, 1_000_000)]
    public int QueueReservedMax { get; set; } = 8_192;

    /// <summary>Commands decided in one round, that is one journal row.</summary>
    [Range(1, 65_536)]
    public int RoundCommandsMax { get; set; } = 8_192;

    /// <summary>
    /// How long a claim waits for stock to come from the pool before it is refused with <c>overloaded</c>.
    /// </summary>
    [Range(10, 2_500)]
    public int StockWaitMillisecondsMax { get; set; } = 1_500;

    /// <summary>Pause between tries to open a book whose storage failed.</summary>
    [Range(10, 60_000)]
    public int ReopenMilliseconds { get; set; } = 250;

    /// <summary>How long whoever needs an opening book waits for it before being told that it is not open.</summary>
    [Range(0, 60_000)]
    public int OpenWaitMillisecondsMax { get; set; } = 2_000;

    /// <summary>Vouchers changed since the last snapshot of a book before the next one is made.</summary>
    [Range(1_000, 100_000_000)]
    public int SnapshotVouchers { get; set; } = 500_000;

    /// <summary>Bytes kept free by the ballast file, given up when the disk is full.</summary>
    [Range(0, 1L << 30)]
    public long BallastBytes { get; set; } = 8 << 20;
}
