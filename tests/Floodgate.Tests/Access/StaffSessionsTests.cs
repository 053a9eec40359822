using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.Staff;
using Floodgate.Web.Console;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Access;

/// <summary>An open page kept the rights it was opened with until somebody loaded it again.</summary>
public sealed class StaffSessionsTests
{
    private const string Password = "a long enough password";

    public static TheoryData<string> Ends => ["role", "password", "account"];

    [Theory, MemberData(nameof(Ends))]
    public async Task Session_OfAnAccountThatChanged_Ends(string what)
    {
        await using var server = await AccessServer.StartAsync();
        var who = await SignedInAsync(server);
        Assert.Equal(SessionStanding.Stands, await Sessions(server).AskAsync(who));
        await ChangeAsync(server, what);
        Assert.Equal(SessionStanding.Ended, await Sessions(server).AskAsync(who));
    }

    [Fact]
    public async Task Session_OfNobodyOrAnotherScheme_IsNone()
    {
        await using var server = await AccessServer.StartAsync();
        Assert.Equal(SessionStanding.Ended, await Sessions(server).AskAsync(new ClaimsPrincipal()));
        var key = new ClaimsIdentity([new Claim(ClaimTypes.Role, Roles.Operator)], "api-key");
        Assert.Equal(SessionStanding.Ended, await Sessions(server).AskAsync(new ClaimsPrincipal(key)));
    }

    [Fact]
    public async Task Session_WithoutADatabase_IsUnknown()
    {
        await using var server = await AccessServer.StartAsync();
        var who = await SignedInAsync(server);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(server.Folder, "floodgate.db*")) File.Delete(file);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "floodgate.db"), "this is no database at all");
        Assert.Equal(SessionStanding.Unknown, await Sessions(server).AskAsync(who));
    }

    [Fact]
    public async Task OpenPage_OfAnAccountThatLostItsRole_IsSignedOutByItself()
    {
        await using var server = await AccessServer.StartAsync(options: new AccessOptions { SessionCheckSeconds = 1 });
        using var circuit = new CircuitRights(NullLoggerFactory.Instance, Sessions(server), TimeProvider.System);
        var left = new TaskCompletionSource<ClaimsPrincipal>();
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(await SignedInAsync(server))));
        circuit.AuthenticationStateChanged += async state => left.TrySetResult((await state).User);
        await ChangeAsync(server, "role");
        var now = await left.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        Assert.False(now.Identity?.IsAuthenticated);
    }

    private static StaffSessions Sessions(AccessServer server) => server.Services.GetRequiredService<StaffSessions>();

    private static async Task<ClaimsPrincipal> SignedInAsync(AccessServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var signIns = scope.ServiceProvider.GetRequiredService<SignInManager<StaffAccount>>();
        var account = new StaffAccount { UserName = "anna" };
        Assert.True((await signIns.UserManager.CreateAsync(account, Password)).Succeeded);
        Assert.True((await signIns.UserManager.AddClaimAsync(
            account, new Claim(ClaimTypes.Role, Roles.Operator))).Succeeded);
        return await signIns.CreateUserPrincipalAsync(account);
    }

    private static async Task ChangeAsync(AccessServer server, string what)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();
        var account = await staff.FindByNameAsync("anna");
        var done = what switch
        {
            "role" => await staff.RemoveClaimAsync(account!, new Claim(ClaimTypes.Role, Roles.Operator)),
            "password" => await staff.ChangePasswordAsync(account!, Password, "another long password"),
            _ => await staff.DeleteAsync(account!),
        };
        Assert.True(done.Succeeded);
    }
}
