using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Audit.Trail;

namespace Floodgate.Audit.Face;

/// <summary>What is looked for; empty is not asked.</summary>
public sealed record AuditAsked(
    string Who, string What, string Campaign, DateTimeOffset? From, DateTimeOffset? To, long? Before);

/// <summary>One act as the console shows it.</summary>
/// <param name="Outcome"><c>begun</c>, <c>done</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Via"><c>console</c>, <c>api</c>, <c>command</c> or <c>floodgate</c>.</param>
public sealed record AuditLineReading(
    long Number, DateTimeOffset At, string What, string Outcome, string? Code, string Person, string? Approver,
    string Via, string? Key, string? From, string? On, string? Campaign, string? Reason,
    IReadOnlyList<Change> Changes)
{
    /// <summary>Among several nodes: whose trail it is in, where the number counts; else empty.</summary>
    public string Node { get; init; } = "";
}

/// <param name="Entries">In the whole trail.</param>
/// <param name="CheckpointAt">When the newest checkpoint was signed; null before the first.</param>
/// <param name="Waiting">Entries that could not be written yet.</param>
/// <param name="Next">To go on with; null: that was all.</param>
public sealed record AuditReading(
    IReadOnlyList<AuditLineReading> Lines, long Entries, DateTimeOffset? CheckpointAt, string KeyId, int Waiting,
    long? Next)
{
    /// <summary>What other nodes did could not be read now, and may be missing.</summary>
    public bool Partial { get; init; }
}

/// <summary>The search of the trail for the console, for auditors.</summary>
public sealed class AuditFace
{
    private const int LinesShown = 50;
    private readonly AuditTrail _trail;
    private readonly SharedSearch _search;

    internal AuditFace(AuditTrail trail, SharedSearch search) => (_trail, _search) = (trail, search);

    /// <summary>Null: this person may not read it.</summary>
    public async Task<AuditReading?> ReadAsync(AuditAsked asked, ClaimsPrincipal user)
    {
        if (!Audit.Who.Of(user).HasOneOf([Roles.Auditor])) return null;
        var page = await _search.FindAsync(
            new AuditQuestion(
                Kept(asked.Who), Kept(asked.What), null, Kept(asked.Campaign), null, asked.From, asked.To,
                asked.Before ?? long.MaxValue),
            LinesShown, CancellationToken.None);
        return new AuditReading(
            [.. page.Items.Select(one => Line(one.Entry) with { Node = one.Node })], _trail.Entries,
            _trail.LastCheckpoint?.At, _trail.PublicKey.Id,
            _trail.Waiting, page.Next)
        {
            Partial = page.Partial,
        };
    }

    private static AuditLineReading Line(AuditEntry one) => new(
        one.Number, one.At, one.What, one.Outcome, one.Code, one.Who.Person, one.Approver, one.Who.Via, one.Who.Key,
        one.Who.From, one.On, one.Campaign, one.Reason, one.Changes ?? []);

    private static string? Kept(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
