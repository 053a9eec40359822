using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Simulation.World;

/// <summary>What one seed is about: sizes and how hostile the world is. Times in microseconds.</summary>
internal sealed class SimPlan
{
    public SimPlan(Random random)
    {
        Shards = random.Next(1, 5);
        Limit = random.Next(3) == 0 ? 2 : 1;
        Batches = random.Next(4) == 0 ? 2 : 1;
        Stock = random.Next(3, 50);
        Persons = Math.Max(2, (int)(Stock * Batches * (0.5 + (1.5 * random.NextDouble())) / Limit));
        ArrivalMicros = random.Next(1, 12) * Second;
        FaultyMicros = random.Next(2) == 0 ? ArrivalMicros + (4 * Second) : 15 * Second;
        StoreFaults = Level(random, 0.12);
        NetFaults = Level(random, 0.15);
        PowerLosses = random.Next(3);
        Kills = random.Next(3);
        Takeovers = random.Next(4);
        ClockJumps = random.Next(3);
        StockChanges = random.Next(3);
        Pauses = random.Next(3);
        Snapshots = random.Next(4) == 0 ? random.Next(2, 6) : 0;
        Projects = random.Next(8) == 0;
        Storage = new StorageOptions
        {
            QueueCommandsMax = random.Next(3) == 0 ? 8 : 4096,
            RoundCommandsMax = random.Next(3) == 0 ? 6 : 4096,
        };
        Extensions = random.Next(3);
        Tills = random.Next(2) == 0 ? random.Next(1, 4) : 0;
        DayPasses = Tills > 0 && random.Next(2) == 0;
        Partial = random.Next(2) == 0;
        VouchersPerOrder = random.Next(1, 3);
        RefundMode = (RefundMode)random.Next(3);
        Tight = Tills > 0 && random.Next(2) == 0;
        Caps = Tills > 0 && random.Next(3) > 0 ? AnyCaps(random) : [];
    }

    public const long Second = 1_000_000;
    public const long Day = 86_400 * Second;
    public const int TurnsOfTill = 8;
    public const long FaceCents = 3_000;

    public int Shards { get; }

    public int Limit { get; }

    public int Batches { get; }

    public int Stock { get; }

    public int Persons { get; }

    public long ArrivalMicros { get; }

    /// <summary>When the faults stop.</summary>
    public long FaultyMicros { get; }

    /// <summary>Chance of a mishap, each commit.</summary>
    public double StoreFaults { get; }

    /// <summary>Chance of a mishap, each message.</summary>
    public double NetFaults { get; }

    public int PowerLosses { get; }

    public int Kills { get; }

    public int Takeovers { get; }

    public int ClockJumps { get; }

    public int StockChanges { get; }

    public int Pauses { get; }

    /// <summary>How often lost validity is given back.</summary>
    public int Extensions { get; }

    /// <summary>Tills; half of the seeds have none. Each is busy <see cref="TurnsOfTill"/> times.</summary>
    public int Tills { get; }

    /// <summary>Whether the clock passes nearly a day, so that vouchers come to their end.</summary>
    public bool DayPasses { get; }

    public bool Partial { get; }

    public int VouchersPerOrder { get; }

    public RefundMode RefundMode { get; }

    /// <summary>
    /// Whether the budget is what the first stock is worth: more can be issued only of money that came back.
    /// </summary>
    public bool Tight { get; }

    public long BudgetCents => Tight ? (long)Stock * Batches * FaceCents : 1_000_000_000;

    /// <summary>Spending caps, low enough to be met; some seeds have none.</summary>
    public IReadOnlyList<SpendingCap> Caps { get; }

    public int Snapshots { get; }

    /// <summary>
    /// Whether the real projector follows into a real table; it costs the most, so not every seed pays it.
    /// </summary>
    public bool Projects { get; }

    public StorageOptions Storage { get; }

    public override string ToString() =>
        $"{Shards} shards, {Batches} x {Stock} vouchers, {Persons} persons of {Limit}, " +
        $"store faults {StoreFaults:P0}, net faults {NetFaults:P0}, {PowerLosses} power losses, {Kills} kills, " +
        $"{Takeovers} takeovers, {Pauses} pauses, {StockChanges} stock changes, {Snapshots} snapshots, "
        + $"{Tills} tills, {VouchersPerOrder} an order, refunds {RefundMode}, partial {Partial}, day {DayPasses}, "
        + $"{Caps.Count} caps, tight {Tight}";

    private static SpendingCap[] AnyCaps(Random random)
    {
        SpendingCap Cap(CapKind per, string? target) =>
            new(per, target, new Money(random.Next(1_000, 20_000), "CNY"));
        SpendingCap[] all = [Cap(CapKind.Day, null), Cap(CapKind.Merchant, null), Cap(CapKind.Region, "33")];
        return all[..random.Next(1, all.Length + 1)];
    }

    /// <summary>A third of the seeds is spared one kind, so that the others are seen alone.</summary>
    private static double Level(Random random, double most) => random.Next(3) == 0 ? 0 : most * random.NextDouble();
}
