namespace Floodgate.Foundation.Documents;

/// <summary>What any document may be at most. Fixed, because files are written against it.</summary>
internal static class DocumentLimits
{
    public const int DepthMax = 16;

    /// <summary>
    /// More faults than this in one document are not listed: the reader of the list has given up by then.
    /// </summary>
    public const int FaultsMax = 200;
}
