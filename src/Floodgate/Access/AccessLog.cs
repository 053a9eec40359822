using Microsoft.Extensions.Logging;

namespace Floodgate.Access;

/// <summary>
/// Events 7000 to 7099. Names of accounts, tokens and keys are never written; key ids are not secret.
/// </summary>
internal static partial class AccessLog
{
    [LoggerMessage(7000, LogLevel.Warning, "The issuer's keys could not be fetched; those known stay good")]
    public static partial void IssuerKeysUnavailable(ILogger log, Exception fault);

    [LoggerMessage(7001, LogLevel.Warning, "No issuer is configured and no demo issuer: citizens cannot sign in")]
    public static partial void NoIssuer(ILogger log);

    [LoggerMessage(7002, LogLevel.Debug, "A citizen's token was refused: {Fault}")]
    public static partial void TokenRefused(ILogger log, Citizens.TokenFault fault);

    [LoggerMessage(7010, LogLevel.Error, "API keys could not be read; those known stay good for {Minutes} minutes")]
    public static partial void ApiKeysUnreadable(ILogger log, int minutes, Exception fault);

    [LoggerMessage(7011, LogLevel.Error, "More than {Most} API keys: those beyond it are not accepted")]
    public static partial void TooManyApiKeys(ILogger log, int most);

    [LoggerMessage(7012, LogLevel.Error, "What a till asked failed")]
    public static partial void TillFailed(ILogger log, Exception fault);

    [LoggerMessage(7020, LogLevel.Information, "A staff member signed in")]
    public static partial void SignedIn(ILogger log);

    [LoggerMessage(7021, LogLevel.Warning, "A sign-in was refused: {Why}")]
    public static partial void SignInRefused(ILogger log, string why);

    [LoggerMessage(7022, LogLevel.Warning, "An account with the role {Role} was created through a setup link")]
    public static partial void AccountCreated(ILogger log, string role);

    [LoggerMessage(7023, LogLevel.Information, "A second factor was switched {State}")]
    public static partial void TwoFactorChanged(ILogger log, string state);

    [LoggerMessage(7024, LogLevel.Warning, "A setup link for the role {Role} was made")]
    public static partial void Invited(ILogger log, string role);

    [LoggerMessage(7025, LogLevel.Warning, "A staff account was changed: {What}")]
    public static partial void AccountChanged(ILogger log, string what);
}
