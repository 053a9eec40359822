namespace Floodgate.Drills.Receipts;

/// <summary>
/// What the receipts say when laid side by side, without asking the server: vouchers given to two people, people with
/// more than they may have, keys that were answered in two ways.
/// </summary>
internal sealed class ReceiptSet
{
    private const int DifferencesMax = 20;
    private readonly Dictionary<string, Receipt> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Receipt> _byVoucher = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byPerson = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byBatch = new(StringComparer.Ordinal);
    private readonly List<string> _twoHolders = [];
    private readonly List<string> _twoAnswers = [];

    public ReceiptSet(IEnumerable<Receipt> receipts)
    {
        foreach (var receipt in receipts) Add(receipt);
    }

    /// <summary>Lines read.</summary>
    public int Lines { get; private set; }

    /// <summary>Keys that were answered more than once.</summary>
    public int Repeats { get; private set; }

    /// <summary>The first receipt of each key.</summary>
    public IReadOnlyCollection<Receipt> Distinct => _byKey.Values;

    public int Vouchers => _byVoucher.Count;

    public int People => _byPerson.Count;

    public int MostHeldByOnePerson => _byPerson.Count == 0 ? 0 : _byPerson.Values.Max();

    public IReadOnlyDictionary<string, int> ByBatch => _byBatch;

    /// <summary>Vouchers that two people, or two keys of one person, were told are theirs.</summary>
    public IReadOnlyList<string> TwoHolders => _twoHolders;

    /// <summary>Keys whose repeated answer differs from the first.</summary>
    public IReadOnlyList<string> TwoAnswers => _twoAnswers;

    private void Add(Receipt receipt)
    {
        Lines++;
        var key = $"{receipt.Campaign}\n{receipt.Person}\n{receipt.Key}";
        if (_byKey.TryGetValue(key, out var first))
        {
            Repeats++;
            if (!first.SaysTheSameAs(receipt))
                Note(_twoAnswers, $"key {receipt.Key}: {first.Told}, later {receipt.Told}");
        }
        else _byKey.Add(key, receipt);

        if (_byVoucher.TryAdd($"{receipt.Campaign}\n{receipt.VoucherId}", receipt))
        {
            _byPerson[receipt.Person] = _byPerson.GetValueOrDefault(receipt.Person) + 1;
            _byBatch[receipt.Batch] = _byBatch.GetValueOrDefault(receipt.Batch) + 1;
            return;
        }

        var holder = _byVoucher[$"{receipt.Campaign}\n{receipt.VoucherId}"];
        if (holder.Person != receipt.Person || holder.Key != receipt.Key)
            Note(_twoHolders, $"voucher {receipt.VoucherId}: key {holder.Key} of {holder.Person} and key "
                + $"{receipt.Key} of {receipt.Person}");
    }

    private static void Note(List<string> list, string difference)
    {
        if (list.Count < DifferencesMax) list.Add(difference);
    }
}
