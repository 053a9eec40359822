using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using QRCoder;

namespace Floodgate.Access.Staff;

/// <summary>
/// <c>/account/two-factor</c>: a staff member adds an authenticator app (TOTP, RFC 6238), or takes it away.
/// </summary>
internal sealed class TwoFactorEndpoint(
    UserManager<StaffAccount> staff, SignInManager<StaffAccount> signIns, SignInLimits limits,
    ILogger<TwoFactorEndpoint> log)
{
    public const string Path = "/account/two-factor";
    private const int RecoveryCodes = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, TwoFactorEndpoint page) => page.ShowAsync(context))
            .RequireAuthorization(AccessPolicies.Session);
        routes.MapPost(Path, (HttpContext context, TwoFactorEndpoint page) => page.ChangeAsync(context))
            .WithMetadata(StaffForm.BodyLimit).RequireAuthorization(AccessPolicies.Session);
    }

    private async Task ShowAsync(HttpContext context) => await ShowAsync(context, await OwnAsync(context), null);

    private async Task ChangeAsync(HttpContext context)
    {
        var account = await OwnAsync(context);
        using var lease = await limits.EnterAsync(context);
        var form = lease.IsAcquired ? await StaffForm.ReadAsync(context) : null;
        if (form is null)
        {
            var (why, status) = lease.IsAcquired ? (StaffText.FormExpired, 400) : (StaffText.TooMany, 429);
            await ShowAsync(context, account, why, status);
            return;
        }

        var code = form["code"].Replace(" ", "", StringComparison.Ordinal);
        var good = await staff.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code);
        if (account.TwoFactorEnabled) good &= await KnowsPasswordAsync(account, form["password"]);
        if (!good) await ShowAsync(context, account, StaffText.NotAccepted, 400);
        else if (account.TwoFactorEnabled) await TurnOffAsync(context, account);
        else await TurnOnAsync(context, account);
    }

    private async Task<bool> KnowsPasswordAsync(StaffAccount account, string password) =>
        (await signIns.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;

    private async Task TurnOnAsync(HttpContext context, StaffAccount account)
    {
        await staff.SetTwoFactorEnabledAsync(account, true);
        var codes = await staff.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        await signIns.RefreshSignInAsync(account);
        AccessLog.TwoFactorChanged(log, "on");
        var page = new StaffPage(context);
        var list = string.Concat(codes.Select(code => $"<li>{StaffPage.Encode(code)}</li>"));
        await page.WriteAsync(StaffText.RecoveryCodes, $"""
            <p>{page.Text(StaffText.TwoFactorOn)}</p><p>{page.Text(StaffText.RecoveryCodesHint)}</p>
            <ul class="codes">{list}</ul>{ToConsole(page)}
            """);
    }

    private async Task TurnOffAsync(HttpContext context, StaffAccount account)
    {
        await staff.SetTwoFactorEnabledAsync(account, false);
        await staff.ResetAuthenticatorKeyAsync(account);
        await signIns.RefreshSignInAsync(account);
        AccessLog.TwoFactorChanged(log, "off");
        context.Response.Redirect(Path);
    }

    private async Task ShowAsync(HttpContext context, StaffAccount account, BilingualText? fault, int status = 200)
    {
        var page = new StaffPage(context);
        var body = account.TwoFactorEnabled ? Off(page, fault) : await OnAsync(page, account, fault);
        var signOut = page.Form("/sign-out", StaffText.SignOut);
        await page.WriteAsync(StaffText.TwoFactor, body + ToConsole(page) + signOut, status);
    }

    private static string Off(StaffPage page, BilingualText? fault)
    {
        var form = page.Form(
            Path,
            StaffText.TwoFactorDisable,
            page.Field("password", StaffText.Password, "password", "current-password"),
            page.Field("code", StaffText.Code, "text", "one-time-code"));
        var words = page.Text(StaffText.TwoFactorOn) + " " + page.Text(StaffText.TwoFactorDisableHint);
        return $"<p>{words}</p>{page.Fault(fault)}{form}";
    }

    private async Task<string> OnAsync(StaffPage page, StaffAccount account, BilingualText? fault)
    {
        if (await staff.GetAuthenticatorKeyAsync(account) is not { } key)
        {
            await staff.ResetAuthenticatorKeyAsync(account);
            await signIns.RefreshSignInAsync(account);
            key = (await staff.GetAuthenticatorKeyAsync(account))!;
        }

        var name = Uri.EscapeDataString(account.UserName!);
        var address = $"otpauth://totp/Floodgate:{name}?secret={key}&issuer=Floodgate&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var picture = new SvgQRCode(code).GetGraphic(4);
        var field = page.Field("code", StaffText.Code, "text", "one-time-code");
        var form = page.Form(Path, StaffText.TwoFactorEnable, field);
        return $"""
            <p>{page.Text(StaffText.TwoFactorIntro)}</p>{page.Fault(fault)}
            <div class="picture" role="img" aria-label="{page.Text(StaffText.KeyPicture)}">{picture}</div>
            <p>{page.Text(StaffText.Key)}: <code>{StaffPage.Encode(key)}</code></p>{form}
            """;
    }

    private static string ToConsole(StaffPage page) =>
        $"""<p><a href="/console">{page.Text(StaffText.ToConsole)}</a></p>""";

    private async Task<StaffAccount> OwnAsync(HttpContext context) =>
        await staff.GetUserAsync(context.User) ?? throw new InvalidOperationException("a session without its account");
}
