using System.Security.Claims;
using Floodgate.Audit.Requests;
using Floodgate.Foundation;

namespace Floodgate.Audit.Face;

/// <summary>What the console's open pages do, written into the trail: that it begins, and how it came out.</summary>
public sealed class ConsoleActs
{
    private readonly ActAudit _audit;

    internal ConsoleActs(ActAudit audit) => _audit = audit;

    /// <param name="user">Whose page it is.</param>
    /// <param name="what">The act's name.</param>
    /// <param name="on">What it is done to.</param>
    /// <param name="reason">Why, where the page asks for it.</param>
    /// <param name="act">Does it; answers null when it was done, else why not.</param>
    public Task<BilingualText?> RunAsync(
        ClaimsPrincipal user, string what, string? on, string? reason, Func<Task<BilingualText?>> act) =>
        _audit.RunAsync(user, new Act(what, on, null, reason), act, refusal => refusal is null ? null : "refused");
}
