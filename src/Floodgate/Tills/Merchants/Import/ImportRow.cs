using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tills.Merchants.Import;

/// <summary>What is wrong with a file, and where. Row 1 is the heading.</summary>
internal sealed record ImportFault(int Row, string? Column, string Code, BilingualText Message);

/// <summary>A row: one store, with its merchant.</summary>
internal sealed record ImportRow(int Row, string Merchant, MerchantTerms Terms, NewStore Store);

/// <summary>What a file holds; with faults it is not imported.</summary>
internal sealed record ImportReading(IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportFault> Faults)
{
    public bool TooLarge { get; init; }
}

/// <summary>Collects the first faults of a file, in the order of its rows.</summary>
internal sealed class ImportFaults(int max)
{
    private readonly List<ImportFault> _all = [];

    public IReadOnlyList<ImportFault> All => [.. _all.OrderBy(fault => fault.Row)];

    public bool IsFull => _all.Count >= max;

    public void Add(int row, string? column, string code, string zh, string en) =>
        Add(row, column, code, new BilingualText(zh, en));

    public void Add(int row, string? column, string code, BilingualText message)
    {
        if (!IsFull) _all.Add(new ImportFault(row, column, code, message));
    }
}
