using Microsoft.Extensions.Primitives;

namespace Floodgate.Foundation;

/// <summary>
/// What <c>If-Match</c> and <c>If-None-Match</c> say of a representation that exists (RFC 9110, 13.1).
/// </summary>
internal static class EntityTags
{
    /// <summary>
    /// Whether the header names this tag: by itself, in a list, or with the <c>*</c> that stands for any.
    /// </summary>
    /// <param name="header">All lines of it.</param>
    /// <param name="tag">Strong, with its quotes.</param>
    /// <param name="weakly">
    /// Whether a weakened tag is the same (8.8.3.2): it is for <c>If-None-Match</c>, it is not for <c>If-Match</c>.
    /// </param>
    public static bool Name(StringValues header, string tag, bool weakly)
    {
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var one = line.AsSpan()[range].Trim();
                if (weakly && one.StartsWith("W/", StringComparison.Ordinal)) one = one[2..];
                if (one.SequenceEqual(tag) || one is "*") return true;
            }
        }

        return false;
    }
}
