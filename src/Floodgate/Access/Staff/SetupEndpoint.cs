using System.Security.Claims;
using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access.Staff;

/// <summary><c>/setup?token=…</c>: the first administrator chooses a name and a password.</summary>
internal sealed class SetupEndpoint(
    AccessSetup setup, FloodgateDb db, UserManager<StaffAccount> staff, SignInManager<StaffAccount> signIns,
    SignInLimits limits, TimeProvider clock, ILogger<SetupEndpoint> log)
{
    public const string Path = "/setup";

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string why = "opened by the one-time token it carries, before any account exists";
        routes.MapGet(Path, (HttpContext context, SetupEndpoint page) => page.ShowAsync(context)).Public(why);
        routes.MapPost(Path, (HttpContext context, SetupEndpoint page) => page.CreateAsync(context))
            .WithMetadata(StaffForm.BodyLimit).Public(why);
    }

    private async Task ShowAsync(HttpContext context)
    {
        using var lease = await limits.EnterAsync(context);
        if (!lease.IsAcquired)
        {
            await Gone(context, StaffText.TooMany, StatusCodes.Status429TooManyRequests);
            return;
        }

        var token = context.Request.Query["token"].ToString();
        if (await setup.IsGoodAsync(db, token, context.RequestAborted)) await Ask(context, token, null);
        else await Gone(context, StaffText.SetupGoneWhat, StatusCodes.Status404NotFound);
    }

    private async Task CreateAsync(HttpContext context)
    {
        using var lease = await limits.EnterAsync(context);
        var form = lease.IsAcquired ? await StaffForm.ReadAsync(context) : null;
        if (form is null)
        {
            var (why, status) = lease.IsAcquired ? (StaffText.FormExpired, 400) : (StaffText.TooMany, 429);
            await Gone(context, why, status);
            return;
        }

        var (name, password, token) = (form["name"], form["password"], form["token"]);
        if (Fault(name, password, form["again"]) is { } fault)
        {
            await Ask(context, token, fault, name);
            return;
        }

        if (await TryCreateAsync(token, name, password, context.RequestAborted) is not { } account)
        {
            await Gone(context, StaffText.SetupGoneWhat, StatusCodes.Status404NotFound);
            return;
        }

        AccessLog.FirstAdministrator(log);
        await signIns.SignInAsync(account, isPersistent: false);
        context.Response.Redirect(TwoFactorEndpoint.Path);
    }

    private async Task<StaffAccount?> TryCreateAsync(
        string token, string name, string password, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await setup.UseAsync(db, token, cancel)) return null;
        var account = new StaffAccount { UserName = name, CreatedAt = clock.GetUtcNow() };
        Require(await staff.CreateAsync(account, password));
        Require(await staff.AddClaimAsync(account, new Claim(ClaimTypes.Role, Roles.Admin)));
        await transaction.CommitAsync(cancel);
        return account;
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"a checked account was refused: {result}");
    }

    private static BilingualText? Fault(string name, string password, string again)
    {
        if (name.Length is < 3 or > 64 || !name.All(AccessSlice.NameCharacters.Contains))
            return StaffText.NameBad;
        if (password.Length < AccessSlice.PasswordLengthMin) return StaffText.PasswordShort;
        return password == again ? null : StaffText.PasswordsDiffer;
    }

    private static Task Ask(HttpContext context, string token, BilingualText? fault, string name = "")
    {
        var page = new StaffPage(context);
        var form = page.Form(
            Path,
            StaffText.SetupButton,
            StaffPage.Hidden("token", token),
            page.Field("name", StaffText.Name, "text", "username", StaffText.NameRule, name),
            page.Field("password", StaffText.Password, "password", "new-password", StaffText.PasswordRule),
            page.Field("again", StaffText.PasswordAgain, "password", "new-password"));
        var body = $"<p>{page.Text(StaffText.SetupIntro)}</p>{page.Fault(fault)}{form}";
        return page.WriteAsync(StaffText.Setup, body, fault is null ? 200 : 400);
    }

    private static Task Gone(HttpContext context, BilingualText why, int status)
    {
        var page = new StaffPage(context);
        var title = status == StatusCodes.Status404NotFound ? StaffText.SetupGone : StaffText.Setup;
        return page.WriteAsync(title, $"<p>{page.Text(why)}</p>", status);
    }
}
