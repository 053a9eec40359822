using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Which node's room acts. Every node works it out for itself, without the database: the one that has run for longest
/// of those that live and speak. So a node that comes or returns takes the lead from nobody.
/// </summary>
internal static class LeadChoice
{
    /// <summary>A name longer than this makes ids longer than they may be.</summary>
    private const int MarkMax = 16;

    /// <param name="nodes">The living nodes by name, and when each began.</param>
    /// <param name="me">This node: it never is silent to itself.</param>
    /// <param name="isSilent">Whether a node has not answered this one for too long.</param>
    public static string Of(IEnumerable<KeyValuePair<string, int>> nodes, string me, Func<string, bool> isSilent) =>
        nodes.Where(node => node.Key == me || !isSilent(node.Key)).OrderBy(node => node.Value)
            .ThenBy(node => node.Key, StringComparer.Ordinal).Select(node => node.Key).FirstOrDefault() ?? me;

    /// <summary>What a node's incidents end with, so that no two nodes give one id to two of them.</summary>
    public static string MarkOf(string node) => node.Length <= MarkMax ? node
        : $"{node[..(MarkMax - 5)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(node)))[..4]}";
}
