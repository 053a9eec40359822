using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Simulation.People;

/// <summary>
/// An answer that reached a person. <paramref name="Asked"/>: how many answers people had heard when it was asked for.
/// </summary>
internal sealed record Told(UInt128 Person, ulong Key, int Batch, ClaimAnswer Answer, int Asked, bool StockSettled);

/// <summary>A redemption as a till knows it.</summary>
internal sealed record Taken(RedeemRequest Request, RedemptionAnswer Answer);

/// <summary>An answer that reached a till or staff; one of the requests is set.</summary>
internal sealed record TillTold(RedemptionKind Kind)
{
    public RedeemRequest? Redeem { get; init; }

    public RefundRequest? Refund { get; init; }

    public UndoRequest? Undo { get; init; }

    public MarkRequest? Mark { get; init; }

    /// <summary>The redemption it speaks of.</summary>
    public RedemptionAnswer Receipt { get; init; }

    public RefundAnswer RefundReceipt { get; init; }

    /// <summary>How many answers tills had heard when this one was asked for.</summary>
    public int Asked { get; init; }

    /// <summary>The disk's sequence when it was asked for and when it was heard.</summary>
    public (long From, long Until) When { get; init; }
}

/// <summary>A pause every book confirmed; until the resume was asked no claim may be committed.</summary>
internal sealed class ConfirmedPause(string key, int? batch, long from)
{
    public string Key => key;

    /// <summary>Null: all batches.</summary>
    public int? Batch => batch;

    public long From => from;

    public long Until { get; set; } = long.MaxValue;
}

/// <summary>What the outside world saw: the only thing the program can be held to.</summary>
internal sealed class History
{
    public List<Told> Told { get; } = [];

    /// <summary>What tills and staff heard, in the order they heard it.</summary>
    public List<TillTold> AtTills { get; } = [];

    /// <summary>Vouchers that people show at tills.</summary>
    public List<ulong> Vouchers { get; } = [];

    /// <summary>Redemptions that some till has a receipt of: what can be refunded or undone.</summary>
    public List<Taken> Taken { get; } = [];

    /// <summary>The keys under which an order was to take a voucher.</summary>
    public Dictionary<(ulong Order, ulong Voucher), HashSet<ulong>> KeysOfOrder { get; } = [];

    /// <summary>Where the money is, as each book said at the end.</summary>
    public Dictionary<int, ShardFigures> Figures { get; } = [];

    public List<ConfirmedPause> Pauses { get; } = [];

    /// <summary>Runs that gave validity back and were told that it stands in every book.</summary>
    public List<string> Extended { get; } = [];

    /// <summary>
    /// How many vouchers of each batch are wanted by people who go on asking until they have a definite answer.
    /// </summary>
    public Dictionary<int, long> Wanted { get; } = [];

    /// <summary>No change of stock comes after this.</summary>
    public bool StockSettled { get; set; }
}
