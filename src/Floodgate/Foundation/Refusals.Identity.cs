using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>Credentials: the citizen's token, ticket and pass, and the staff's sign-in or API key.</summary>
internal static partial class Refusals
{
    public static readonly Refusal TokenMissing = new(
        "token-missing", 401,
        new("还没有登录。", "You are not signed in yet."),
        HeldAreSafe,
        new("请登录后再试。", "Please sign in, then retry."));

    public static readonly Refusal TokenInvalid = new(
        "token-invalid", 401,
        new("登录信息无法核实。", "Your sign-in could not be verified."), HeldAreSafe, SignInAgain);

    public static readonly Refusal TokenExpired = new(
        "token-expired", 401,
        new("登录已过期。", "Your sign-in has expired."), HeldAreSafe, SignInAgain);

    public static readonly Refusal IdentityUnavailable = new(
        "identity-unavailable", 503,
        new("身份认证方暂时联系不上，无法核实登录。", "The identity provider cannot be reached, so your sign-in cannot be checked."),
        HeldAreSafe, WaitAndRetry);

    public static readonly Refusal TicketMissing = new(
        "ticket-missing", 401,
        new("请求里没有排号。", "The request carries no ticket."), HeldAreSafe, AskPlaceAgain);

    public static readonly Refusal TicketInvalid = new(
        "ticket-invalid", 401,
        new("排号无法核实。", "The ticket could not be verified."), HeldAreSafe, AskPlaceAgain);

    public static readonly Refusal TicketExpired = new(
        "ticket-expired", 401,
        new("排号已过期。", "The ticket has expired."), HeldAreSafe, AskPlaceAgain);

    public static readonly Refusal PassMissing = new(
        "pass-missing", 401,
        new("请求里没有入场凭证。", "The request carries no pass."), NothingClaimed, AskPlaceAgain);

    public static readonly Refusal PassInvalid = new(
        "pass-invalid", 401,
        new("入场凭证无法核实。", "The pass could not be verified."), NothingClaimed, AskPlaceAgain);

    public static readonly Refusal PassExpired = new(
        "pass-expired", 401,
        new("入场凭证已过期。", "The pass has expired."), NothingClaimed, AskPlaceAgain);

    public static readonly Refusal PassWrongCampaign = new(
        "pass-wrong-campaign", 403,
        new("入场凭证属于另一个活动。", "The pass belongs to another campaign."), NothingClaimed, AskPlaceAgain);

    public static readonly Refusal CredentialsMissing = new(
        "credentials-missing", 401,
        new("此操作需要工作人员登录或 API 密钥。", "This needs a staff sign-in or an API key."),
        NoVoucherChanged,
        new("请登录，或在 Authorization 中带上 API 密钥。", "Sign in, or send an API key in Authorization."));

    public static readonly Refusal CredentialsInvalid = new(
        "credentials-invalid", 401,
        new("登录信息或 API 密钥无效，或已被撤销。", "The sign-in or API key is not valid or was revoked."),
        NoVoucherChanged,
        new("请重新登录，或向管理员申请新的密钥。", "Sign in again, or ask an administrator for a new key."));

    public static readonly Refusal Forbidden = new(
        "forbidden", 403,
        new("您的角色没有此项权限。", "Your role does not allow this."),
        NoVoucherChanged,
        new("请由有权限的同事操作，或请管理员授权。", "Ask a colleague whose role allows it, or an administrator."));
}
