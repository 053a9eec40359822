using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Plans;

/// <summary>Limits of what people keep. What a plan itself may be at most is declared in its members.</summary>
public sealed class PlansOptions
{
    /// <summary>Entries of the ledger of plans: versions, approvals and pins; 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int EntriesMax { get; set; } = 10_000;

    /// <summary>Characters of a note to a version or an approval; 10 to 10,000.</summary>
    [Range(10, 10_000)]
    public int NoteCharactersMax { get; set; } = 1_000;
}
