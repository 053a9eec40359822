namespace Floodgate.Foundation.Documents;

/// <summary>
/// Collects every fault of one document, and where each member stood, so that later faults can name the line.
/// </summary>
internal sealed class FaultList(string? file = null)
{
    private readonly List<DocumentFault> _faults = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public IReadOnlyList<DocumentFault> All => _faults;

    public IReadOnlyDictionary<string, int> Lines => _lines;

    public bool IsEmpty => _faults.Count == 0;

    public void Saw(string pointer, int line) => _lines.TryAdd(pointer, line);

    public void Add(string pointer, int? line, string code, string zh, string en)
    {
        if (_faults.Count >= DocumentLimits.FaultsMax) return;
        _faults.Add(new DocumentFault(pointer, file, line, code, new BilingualText(zh, en)));
    }

    public void Add(string pointer, string code, string zh, string en) => Add(pointer, null, code, zh, en);
}
