using Floodgate.Vouchers.Claims;

namespace Floodgate.Simulation.People;

/// <summary>
/// An answer that reached a person. <paramref name="Asked"/>: how many answers people had heard when it was asked for.
/// </summary>
internal sealed record Told(UInt128 Person, ulong Key, int Batch, ClaimAnswer Answer, int Asked, bool StockSettled);

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
