using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tills.Merchants.Import;

/// <summary>
/// Reads a file of stores: CSV in UTF-8 with a heading, one store a row, its merchant repeated. Every fault is named by
/// row and column; pure.
/// </summary>
internal static class ImportFile
{
    /// <summary>In the order they are written in; a file may have them in any.</summary>
    public static readonly string[] Columns =
    [
        "merchant", "merchantNameZh", "merchantNameEn", "registration", "contact",
        "store", "storeNameZh", "storeNameEn", "region", "category", "address", "takes",
    ];

    private static readonly string[] Optional = ["registration", "contact", "address", "takes"];

    public static ImportReading Read(byte[] bytes, MerchantsOptions options)
    {
        var faults = new ImportFaults(options.ImportFaultsMax);
        if (Text(bytes) is not { } text)
        {
            faults.Add(1, null, "encoding-invalid", "文件不是 UTF-8。请在表格软件中另存为“CSV UTF-8”。",
                "The file is not UTF-8. Save it as 'CSV UTF-8' in the spreadsheet.");
            return new([], faults.All);
        }

        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = found => faults.Add(
                found.Context.Parser?.Row ?? 0, null, "quote-malformed", "引号不配对。", "A quotation mark does not match."),
            MissingFieldFound = null,
            TrimOptions = TrimOptions.Trim,
            MaxFieldSize = 4_000,
        };
        using var csv = new CsvReader(new StringReader(text), configuration);
        var rows = new List<ImportRow>();
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                faults.Add(1, null, "empty", "文件是空的。", "The file is empty.");
                return new([], faults.All);
            }

            if (!Heading(csv.HeaderRecord ?? [], faults)) return new([], faults.All);
            while (!faults.IsFull && csv.Read())
            {
                if (rows.Count >= options.ImportRowsMax) return new([], faults.All) { TooLarge = true };
                rows.Add(Row(csv, faults));
            }
        }
        catch (CsvHelperException)
        {
            faults.Add(csv.Parser.Row, null, "row-malformed", "这一行不能读作 CSV。", "This row cannot be read as CSV.");
        }

        if (rows.Count == 0 && faults.All.Count == 0)
            faults.Add(1, null, "empty", "除标题外没有内容。", "There is nothing below the heading.");
        Alike(rows, faults);
        return new(rows, faults.All);
    }

    private static string? Text(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool Heading(string[] heading, ImportFaults faults)
    {
        foreach (var name in heading.Where(name => !Columns.Contains(name, StringComparer.Ordinal)))
            faults.Add(1, name, "column-unknown", $"没有“{name}”这一列。", $"There is no column '{name}'.");
        foreach (var twice in heading.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            faults.Add(1, twice.Key, "column-duplicate", "这一列出现了两次。", "This column stands there twice.");
        foreach (var missing in Columns.Except(Optional).Except(heading, StringComparer.Ordinal))
            faults.Add(1, missing, "column-missing", $"缺少“{missing}”这一列。", $"The column '{missing}' is missing.");
        return faults.All.Count == 0;
    }

    private static ImportRow Row(CsvReader csv, ImportFaults faults)
    {
        var number = csv.Parser.Row;
        if (csv.Parser.Count != csv.HeaderRecord!.Length)
            faults.Add(number, null, "cells-uneven", $"应有 {csv.HeaderRecord.Length} 格，实有 {csv.Parser.Count} 格。",
                $"{csv.HeaderRecord.Length} cells are due, there are {csv.Parser.Count}.");
        var merchant = new MerchantTerms(
            new BilingualText(Cell(csv, "merchantNameZh"), Cell(csv, "merchantNameEn")), Kept(csv, "registration"),
            Kept(csv, "contact"));
        var takes = Cell(csv, "takes").Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var store = new StoreTerms(
            new BilingualText(Cell(csv, "storeNameZh"), Cell(csv, "storeNameEn")), Cell(csv, "region"),
            Cell(csv, "category"), Kept(csv, "address"), takes.Length == 0 ? null : takes);
        var (merchantId, storeId) = (Cell(csv, "merchant"), Cell(csv, "store"));
        Name(TermsRules.OfId(merchantId).Concat(TermsRules.Of(merchant)), "merchant");
        Name(TermsRules.OfId(storeId).Concat(TermsRules.Of(store)), "store");
        return new ImportRow(number, merchantId, merchant, new NewStore(storeId, store));

        void Name(IEnumerable<TermsFault> found, string whose)
        {
            foreach (var fault in found) faults.Add(number, Column(whose, fault.Member), fault.Code, fault.Message);
        }
    }

    private static string Column(string whose, string member) => member switch
    {
        "id" => whose,
        "name/zh" => whose + "NameZh",
        "name/en" => whose + "NameEn",
        _ => member,
    };

    /// <summary>What stands in the file twice, or says two things of one merchant.</summary>
    private static void Alike(List<ImportRow> rows, ImportFaults faults)
    {
        var stores = new Dictionary<string, int>(StringComparer.Ordinal);
        var merchants = new Dictionary<string, ImportRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!stores.TryAdd(row.Store.Id, row.Row))
                faults.Add(row.Row, "store", "store-duplicate", $"与第 {stores[row.Store.Id]} 行的门店编号相同。",
                    $"Row {stores[row.Store.Id]} has this store already.");
            if (!merchants.TryAdd(row.Merchant, row) && merchants[row.Merchant].Terms != row.Terms)
                faults.Add(row.Row, "merchant", "merchant-differs",
                    $"与第 {merchants[row.Merchant].Row} 行同一商户的资料不同。",
                    $"Row {merchants[row.Merchant].Row} says something else of this merchant.");
        }
    }

    private static string Cell(CsvReader csv, string column) =>
        csv.TryGetField<string>(column, out var text) ? text ?? "" : "";

    private static string? Kept(CsvReader csv, string column) =>
        Cell(csv, column) is { Length: > 0 } text ? text : null;
}
