using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access.Staff;

/// <summary><c>/sign-in</c>, its second step <c>/sign-in/code</c>, and <c>/sign-out</c>.</summary>
internal sealed class SignInEndpoint(
    SignInManager<StaffAccount> signIns, UserManager<StaffAccount> staff, FloodgateDb db, TimeProvider clock,
    SignInLimits limits,
    ILogger<SignInEndpoint> log)
{
    public const string Path = "/sign-in";
    private const string CodePath = "/sign-in/code";

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string why = "where staff prove who they are";
        routes.MapGet(Path, (HttpContext context) =>
            Ask(context, StaffForm.LocalPath(context.Request.Query["returnUrl"]), null)).Public(why);
        routes.MapPost(Path, (HttpContext context, SignInEndpoint page) => page.PasswordAsync(context))
            .WithMetadata(StaffForm.BodyLimit).Public(why);
        routes.MapPost(CodePath, (HttpContext context, SignInEndpoint page) => page.CodeAsync(context))
            .WithMetadata(StaffForm.BodyLimit).Public(why);
        routes.MapPost("/sign-out", (HttpContext context, SignInEndpoint page) => page.OutAsync(context))
            .WithMetadata(StaffForm.BodyLimit).RequireAuthorization(AccessPolicies.Session);
    }

    private async Task PasswordAsync(HttpContext context)
    {
        using var lease = await limits.EnterAsync(context);
        var form = lease.IsAcquired ? await StaffForm.ReadAsync(context) : null;
        if (form is null)
        {
            await AskAgain(context, lease.IsAcquired);
            return;
        }

        var back = StaffForm.LocalPath(form["returnUrl"]);
        var account = await staff.FindByNameAsync(form["name"]);
        var result = await CheckPasswordAsync(account, form["password"]);
        if (result.Succeeded) await EnterAsync(context, account!, back);
        else if (result.RequiresTwoFactor) await AskCode(context, back, null);
        else await Ask(context, back, Refuse(result, account), 401, form["name"]);
    }

    private async Task<SignInResult> CheckPasswordAsync(StaffAccount? account, string password)
    {
        if (account is not null)
            return await signIns.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);

        // The same work as for a real account, so that the answer's time does not tell which names exist.
        var nobody = new StaffAccount();
        staff.PasswordHasher.HashPassword(nobody, password);
        return SignInResult.Failed;
    }

    private async Task CodeAsync(HttpContext context)
    {
        using var lease = await limits.EnterAsync(context);
        var form = lease.IsAcquired ? await StaffForm.ReadAsync(context) : null;
        if (form is null || await signIns.GetTwoFactorAuthenticationUserAsync() is not { } account)
        {
            await AskAgain(context, lease.IsAcquired);
            return;
        }

        var back = StaffForm.LocalPath(form["returnUrl"]);
        var code = form["code"].Replace(" ", "", StringComparison.Ordinal);
        var result = code.Length == 6 && code.All(char.IsAsciiDigit)
            ? await signIns.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
            : await signIns.TwoFactorRecoveryCodeSignInAsync(code);
        if (result.Succeeded) await EnterAsync(context, account, back);
        else if (result.IsLockedOut) await Ask(context, back, Refuse(result, account), 401);
        else await AskCode(context, back, Refuse(result, account));
    }

    private async Task OutAsync(HttpContext context)
    {
        if (await StaffForm.ReadAsync(context) is null)
        {
            await AskAgain(context, withinLimits: true);
            return;
        }

        await signIns.SignOutAsync();
        context.Response.Redirect(Path);
    }

    private async Task EnterAsync(HttpContext context, StaffAccount account, string back)
    {
        AccessLog.SignedIn(log);
        var now = clock.NowMicros();
        await db.Set<StaffAccount>().Where(one => one.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastSignInAt, now));
        context.Response.Redirect(back);
    }

    private BilingualText Refuse(SignInResult result, StaffAccount? account)
    {
        AccessLog.SignInRefused(log, result.IsLockedOut ? "locked out" : "not accepted");
        if (!result.IsLockedOut) return StaffText.NotAccepted;
        return account is { IsLocked: true } ? StaffText.Locked : StaffText.LockedOut;
    }

    private static Task AskAgain(HttpContext context, bool withinLimits) => withinLimits
        ? Ask(context, StaffForm.LocalPath(null), StaffText.FormExpired, StatusCodes.Status400BadRequest)
        : Ask(context, StaffForm.LocalPath(null), StaffText.TooMany, StatusCodes.Status429TooManyRequests);

    private static Task Ask(HttpContext context, string back, BilingualText? fault, int status = 200, string name = "")
    {
        var page = new StaffPage(context);
        var form = page.Form(
            Path,
            StaffText.SignInButton,
            StaffPage.Hidden("returnUrl", back),
            page.Field("name", StaffText.Name, "text", "username", value: name),
            page.Field("password", StaffText.Password, "password", "current-password"));
        return page.WriteAsync(StaffText.SignIn, page.Fault(fault) + form, status);
    }

    private static Task AskCode(HttpContext context, string back, BilingualText? fault)
    {
        var page = new StaffPage(context);
        var form = page.Form(
            CodePath,
            StaffText.CodeButton,
            StaffPage.Hidden("returnUrl", back),
            page.Field("code", StaffText.Code, "text", "one-time-code", StaffText.CodeHint));
        return page.WriteAsync(StaffText.CodeTitle, page.Fault(fault) + form, fault is null ? 200 : 401);
    }
}
