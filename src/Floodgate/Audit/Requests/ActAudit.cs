using System.Security.Claims;
using Floodgate.Access.Staff;
using Floodgate.Audit.Trail;
using Microsoft.Extensions.Options;

namespace Floodgate.Audit.Requests;

/// <summary>What is done, to what, and why.</summary>
internal sealed record Act(string What, string? On = null, string? Campaign = null, string? Reason = null)
{
    public IReadOnlyList<Change>? Changes { get; init; }
}

/// <summary>Writes acts that do not come by HTTP: those of the console's open pages.</summary>
internal sealed class ActAudit(AuditTrail trail, IOptions<AuditOptions> options)
{
    /// <summary>Tells that it begins, does it, and tells how it came out.</summary>
    /// <param name="user">As the page has it.</param>
    /// <param name="act">What is done.</param>
    /// <param name="work">Does it.</param>
    /// <param name="refusal">The code of what the work said no with; null: it was done.</param>
    public async Task<T> RunAsync<T>(ClaimsPrincipal user, Act act, Func<Task<T>> work, Func<T, string?> refusal)
    {
        var entry = Entry(Who.Of(user), act);
        long? begun = null;
        try
        {
            begun = trail.Append(entry with { Outcome = AuditOutcome.Begun }).Number;
        }
        catch (AuditUnavailableException)
        {
            // Told below, as soon as it can be: a page is how people act when much is broken.
        }

        try
        {
            var result = await work();
            var code = refusal(result);
            trail.Keep(entry with
            {
                Outcome = code is null ? AuditOutcome.Done : AuditOutcome.Refused,
                Code = code,
                Of = begun,
            });
            return result;
        }
        catch
        {
            trail.Keep(entry with { Outcome = AuditOutcome.Failed, Of = begun });
            throw;
        }
    }

    /// <summary>A change of a staff account, which Access tells of.</summary>
    public void Tell(StaffChange change) => trail.Keep(Entry(
        new Who(change.Actor, change.Roles, "console", null, null),
        new Act("staff." + change.What, "account/" + change.Account)
        {
            Changes = change.Before is null && change.After is null ? null
                : [Audit.Change.Of("/role", new("角色", "role"), change.Before, change.After)],
        }));

    private AuditEntry Entry(Who who, Act act) => new()
    {
        What = act.What,
        Outcome = AuditOutcome.Done,
        Who = who,
        On = Masked.Text(act.On, options.Value.TextCharactersMax),
        Campaign = act.Campaign,
        Reason = Masked.Text(act.Reason, options.Value.TextCharactersMax) is { Length: > 0 } said ? said : null,
        Changes = Masked.Changes(act.Changes, options.Value),
    };
}
