using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>
/// A document that was read: a definition, or the faults for which there is none. Never both, never neither.
/// </summary>
internal sealed class CampaignParse
{
    private readonly string? _file;
    private readonly IReadOnlyDictionary<string, int> _lines;

    public CampaignParse(
        CampaignDefinition? definition, FaultList faults, string? file, string? allowListFile = null)
    {
        if (definition is null == (faults.All.Count == 0))
            throw new InvalidOperationException("A parse has a definition or faults.");
        (Definition, Faults, AllowListFile) = (definition, faults.All, allowListFile);
        (_file, _lines) = (file, faults.Lines);
    }

    /// <summary>Well-formed, not yet checked by <see cref="CampaignValidator"/>.</summary>
    public CampaignDefinition? Definition { get; }

    public IReadOnlyList<DocumentFault> Faults { get; }

    /// <summary>A local list that a file names (<c>allowList: {file: people.txt}</c>), still to be uploaded.</summary>
    public string? AllowListFile { get; }

    /// <summary>The faults of the document; if it is well-formed, those that the rules find in what it says.</summary>
    /// <param name="freed">Money that came back and may be issued again, by the batch's place.</param>
    public IReadOnlyList<DocumentFault> AllFaults(IReadOnlyList<long>? freed = null) =>
        Definition is null ? Faults : [.. CampaignValidator.Check(Definition, freed).Select(Locate)];

    /// <summary>Adds file and line to a fault that was found in the definition rather than in the text.</summary>
    public DocumentFault Locate(DocumentFault fault)
    {
        for (var pointer = fault.Pointer; ; pointer = pointer[..pointer.LastIndexOf('/')])
        {
            if (_lines.TryGetValue(pointer, out var line)) return fault with { File = _file, Line = line };
            if (pointer.Length == 0) return fault with { File = _file };
        }
    }
}
