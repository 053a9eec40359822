using Floodgate.Access.Staff;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Floodgate.Web.Console;

/// <summary>
/// Holds an open page's rights against the account they came from: a page lives for hours, and is authorized once.
/// What is asked through the state afterwards (the buttons, and the pause itself) is asked of nobody signed in.
/// </summary>
internal sealed class CircuitRights(ILoggerFactory logs, StaffSessions sessions, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    private long _knownAt = clock.GetTimestamp();

    protected override TimeSpan RevalidationInterval => sessions.AskEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var standing = await sessions.AskAsync(authenticationState.User);
        if (standing == SessionStanding.Stands) _knownAt = clock.GetTimestamp();
        return standing == SessionStanding.Stands
            || (standing == SessionStanding.Unknown && clock.GetElapsedTime(_knownAt) < sessions.UnknownMax);
    }
}
