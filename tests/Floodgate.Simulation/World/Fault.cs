namespace Floodgate.Simulation.World;

/// <summary>What the simulated world does to the program.</summary>
internal enum Fault
{
    PowerLoss,
    NodeKilled,
    TornCommit,
    FailedCommit,
    SlowCommit,
    UnknownCommitted,
    UnknownLost,
    UnknownUnsynced,
    StoreUnavailable,
    LostRequest,
    LostAnswer,
    DuplicatedRequest,
    ParallelDuplicate,
    ClientRetry,
    SecondWriter,
    WriterFenced,
    AnswerFenced,
    StaleMessage,
    ClockForward,
    ClockBack,
    SnapshotMade,
    SnapshotDamaged,
    Paused,
    Resumed,
    Extended,
    StockRaised,
    StockLowered,
    StockRefused,
    QueueFull,
    Projected,
    RefusedAtTheEdge,
    DayPassed,
    Redeemed,
    RedemptionRepeated,
    RacedTills,
    OrderShared,
    OrderFull,
    RedemptionRefused,
    Refunded,
    RefundRepeated,
    RedemptionUndone,
    OfflineTaken,
    OfflineConflict,
    OfflineShortfall,
    FoundByOrder,
    VoucherVoided,
    VoucherFrozen,
    VoucherThawed,
    VoucherExpired,
    MoneyCompared,
    MoneyReissued,
    CapReached,
    CapRoomReturned,
}

/// <summary>How often each was met.</summary>
internal sealed class FaultCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<Fault>().Length];

    public long this[Fault fault] => Interlocked.Read(ref _counts[(int)fault]);

    public void Met(Fault fault, long times = 1) => Interlocked.Add(ref _counts[(int)fault], times);

    public void Add(FaultCounts other)
    {
        foreach (var fault in Enum.GetValues<Fault>()) Met(fault, other[fault]);
    }
}
