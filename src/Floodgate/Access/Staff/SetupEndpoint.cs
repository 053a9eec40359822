using System.Security.Claims;
using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access.Staff;

/// <summary><c>/setup?token=…</c>: whoever has the link chooses a name and a password.</summary>
internal sealed class SetupEndpoint(
    SetupLinks links, FloodgateDb db, UserManager<StaffAccount> staff, SignInManager<StaffAccount> signIns,
    SignInLimits limits, StaffWitness witness, TimeProvider clock, ILogger<SetupEndpoint> log)
{
    public const string Path = "/setup";

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string why = "opened by the one-time token it carries";
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
        if (await links.FindAsync(db, token, context.RequestAborted) is { } link) await Ask(context, token, link, null);
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
        if (await links.FindAsync(db, token, context.RequestAborted) is not { } link)
        {
            await Gone(context, StaffText.SetupGoneWhat, StatusCodes.Status404NotFound);
            return;
        }

        var fault = Fault(name, password, form["again"]);
        if (fault is null && await staff.FindByNameAsync(name) is not null) fault = StaffText.NameTaken;
        if (fault is not null) await Ask(context, token, link, fault, name);
        else if (await TryCreateAsync(token, name, password, context.RequestAborted) is { } account)
            await EnterAsync(context, account, link.Role);
        else await Gone(context, StaffText.SetupGoneWhat, StatusCodes.Status404NotFound);
    }

    private async Task EnterAsync(HttpContext context, StaffAccount account, string role)
    {
        AccessLog.AccountCreated(log, role);
        witness.Tell(new StaffChange(account.UserName ?? "", [role], "created", account.UserName ?? "", null, role));
        await signIns.SignInAsync(account, isPersistent: false);
        context.Response.Redirect(TwoFactorEndpoint.Path);
    }

    private async Task<StaffAccount?> TryCreateAsync(
        string token, string name, string password, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Staff, 0, cancel);
        if (await links.UseAsync(db, token, cancel) is not { } link) return null;
        var now = clock.GetUtcNow();
        var account = new StaffAccount { UserName = name, CreatedAt = now, LastSignInAt = now.Micros() };
        var made = await staff.CreateAsync(account, password);
        // Somebody took the name a moment ago: as with any other fault, the link is not used up.
        if (made.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))) return null;
        Require(made);
        Require(await staff.AddClaimAsync(account, new Claim(ClaimTypes.Role, link.Role)));
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

    private static Task Ask(
        HttpContext context, string token, SetupLinkRow link, BilingualText? fault, string name = "")
    {
        var page = new StaffPage(context);
        var form = page.Form(
            Path,
            StaffText.SetupButton,
            StaffPage.Hidden("token", token),
            page.Field("name", StaffText.Name, "text", "username", StaffText.NameRule, name),
            page.Field("password", StaffText.Password, "password", "new-password", StaffText.PasswordRule),
            page.Field("again", StaffText.PasswordAgain, "password", "new-password"));
        var title = link.InvitedBy is null ? StaffText.Setup : StaffText.SetupInvited;
        var role = $"{page.Text(StaffText.Role)}<b>{page.Text(Roles.Name(link.Role))}</b>";
        var body = $"<p>{page.Text(StaffText.SetupIntro)} {role}</p>{page.Fault(fault)}{form}";
        return page.WriteAsync(title, body, fault is null ? 200 : 400);
    }

    private static Task Gone(HttpContext context, BilingualText why, int status)
    {
        var page = new StaffPage(context);
        var title = status == StatusCodes.Status404NotFound ? StaffText.SetupGone : StaffText.SetupInvited;
        return page.WriteAsync(title, $"<p>{page.Text(why)}</p>", status);
    }
}
