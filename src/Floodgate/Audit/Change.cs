using Floodgate.Foundation;

namespace Floodgate.Audit;

/// <summary>One thing that is, or is to be, different.</summary>
/// <param name="Path">Where, for programs: <c>/batches/dining-30/stock</c>.</param>
/// <param name="Where">Where, for people.</param>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is gone.</param>
public sealed record Change(string Path, BilingualText Where, BilingualText? Before, BilingualText? After)
{
    /// <summary>A value that reads alike in both languages.</summary>
    public static Change Of(string path, BilingualText where, string? before, string? after) =>
        new(path, where, Same(before), Same(after));

    private static BilingualText? Same(string? text) => text is null ? null : new BilingualText(text, text);
}
