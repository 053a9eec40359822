using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;

namespace Floodgate.Audit.Api;

/// <param name="Person">The person behind it: an account, or <c>key:NAME</c> of a key without an owner.</param>
/// <param name="Key">The id of the API key.</param>
/// <param name="Via"><c>console</c>, <c>api</c>, <c>command</c> or <c>floodgate</c>.</param>
/// <param name="From">The network it came from.</param>
internal sealed record WhoBody(string Person, IReadOnlyList<string> Roles, string Via, string? Key, string? From);

/// <param name="Outcome"><c>done</c>, <c>refused</c> (see <paramref name="Code"/>), <c>failed</c>, or <c>begun</c> when
/// no end is known.</param>
/// <param name="Node">Among several nodes: whose trail it is in, where the number counts.</param>
internal sealed record AuditEntryBody(
    long Number, DateTimeOffset At, string What, string Outcome, string? Code, WhoBody Who, string? On,
    string? Campaign, string? Reason, string? Approver, string? Approval, ChangeBody[] Changes, string? Node)
{
    public static AuditEntryBody Of(NodeEntry found) => Of(
        found.Entry, found.Node.Length == 0 ? null : found.Node);

    private static AuditEntryBody Of(AuditEntry entry, string? node) => new(
        entry.Number, entry.At, entry.What, entry.Outcome, entry.Code,
        new WhoBody(entry.Who.Person, entry.Who.Roles, entry.Who.Via, entry.Who.Key, entry.Who.From), entry.On,
        entry.Campaign, entry.Reason, entry.Approver, entry.Approval?.Id, ChangeBody.Of(entry.Changes), node);
}

/// <param name="Next">What to ask on with: <c>?after=</c>.</param>
/// <param name="Partial">True: what other nodes did could not be read now, and may be missing.</param>
internal sealed record AuditListBody(AuditEntryBody[] Items, string? Next, bool? Partial);

/// <param name="Id">The first 16 characters of the SHA-256 of the key.</param>
/// <param name="PublicKey">32 bytes in base64url: what <c>floodgate audit verify --key</c> takes.</param>
internal sealed record AuditKeyBody(string Id, string Algorithm, string PublicKey);

/// <param name="Entries">How many entries the trail had.</param>
/// <param name="Head">The hash of the last of them.</param>
/// <param name="Signature">Ed25519, base64url.</param>
internal sealed record CheckpointBody(long Entries, string Head, DateTimeOffset At, string Key, string Signature)
{
    public static CheckpointBody Of(Checkpoint one) => new(one.Entries, one.Head, one.At, one.Key, one.Signature);
}
