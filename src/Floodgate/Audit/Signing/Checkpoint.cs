using System.Text;

namespace Floodgate.Audit.Signing;

/// <summary>
/// What a signature vouches for: that the trail had <paramref name="Entries"/> entries, the last one with this hash.
/// Kept elsewhere, it shows that nothing before it was cut off or written anew.
/// </summary>
/// <param name="Key">The id of the key: the first 16 characters of the SHA-256 of its public half.</param>
/// <param name="Signature">Ed25519 over <see cref="Statement"/>, in base64url.</param>
internal sealed record Checkpoint(long Entries, string Head, DateTimeOffset At, string Key, string Signature)
{
    /// <summary>The signed bytes.</summary>
    public static byte[] Statement(long entries, string head, DateTimeOffset at) => Encoding.ASCII.GetBytes(
        $"floodgate-audit-checkpoint-1\n{entries}\n{head}\n{Foundation.Rfc3339.Text(at)}\n");

    public bool Holds(AuditPublicKey key) =>
        Key == key.Id && key.Holds(Statement(Entries, Head, At), Signature);
}

/// <summary>The first line of an export: how many lines follow, and the signed checkpoint over all of them.</summary>
internal sealed record ExportHead(int FloodgateAudit, Checkpoint Checkpoint);
