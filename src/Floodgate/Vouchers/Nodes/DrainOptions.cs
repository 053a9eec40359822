using System.ComponentModel.DataAnnotations;

namespace Floodgate.Vouchers.Nodes;

/// <summary>
/// How a node of a cluster leaves when it is told to stop. Section <c>Drain</c>. Both together stay below the 40 s
/// after which the process ends whatever is under way.
/// </summary>
public sealed class DrainOptions
{
    /// <summary>
    /// How long it still answers after it has told the balancer that it leaves; 0 to 15. Two of the balancer's looks at
    /// least, with something to spare.
    /// </summary>
    [Range(0, 15)]
    public int WaitSeconds { get; set; } = 5;

    /// <summary>
    /// How long it waits for its books to be with others; 1 to 20. What is left then is taken by them.
    /// </summary>
    [Range(1, 20)]
    public int BooksSecondsMax { get; set; } = 15;
}
