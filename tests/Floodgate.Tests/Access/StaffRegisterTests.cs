using System.Net;
using Floodgate.Access;
using Floodgate.Access.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Floodgate.Tests.Access.StaffForms;

namespace Floodgate.Tests.Access;

/// <summary>What administrators do with accounts, and what comes of it for whoever uses them over HTTP.</summary>
public sealed class StaffRegisterTests
{
    [Fact]
    public async Task Invitation_MakesOneAccountWithItsRoleOnly()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        var register = Register(server);
        var link = await InviteAsync(server, Roles.Operator);
        Assert.Equal(Roles.Operator, Assert.Single((await RollAsync(server)).Invitations).Role);
        using HttpClient invited = server.Client(), late = server.Client();
        Assert.Equal(HttpStatusCode.Redirect, await SetUpAsync(invited, link, "olga"));

        Assert.Equal(HttpStatusCode.OK, (await invited.GetAsync("/api/as/operator")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await invited.GetAsync("/api/as/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync(link)).StatusCode);
        var roll = await RollAsync(server);
        Assert.Equal(["admin", "olga"], roll.Members.Select(member => member.Name));
        Assert.Empty(roll.Invitations);
        Assert.NotNull(roll.Members[1].LastSignIn);
        Assert.Null(await register.ReadAsync("olga", CancellationToken.None));
    }

    [Fact]
    public async Task Invitation_IsKeptAsAHash_AndEndsByTimeOrWhenWithdrawn()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using var client = server.Client();
        var (withdrawn, expired) = (await InviteAsync(server, Roles.Auditor), await InviteAsync(server, Roles.Auditor));
        await using (var db = await server.DatabaseAsync())
        {
            var kept = await db.Set<SetupLinkRow>().Select(link => link.TokenHash).ToListAsync();
            Assert.All(kept, hash => Assert.Equal(32, hash.Length));
            var first = await db.Set<SetupLinkRow>().OrderBy(link => link.ExpiresAt).FirstAsync();
            Assert.Equal(StaffOutcome.Done, await Register(server).WithdrawAsync("admin", first.Id, default));
            Assert.Equal(StaffOutcome.Unknown, await Register(server).WithdrawAsync("admin", first.Id, default));
        }

        var answers = new[] { await client.GetAsync(withdrawn), await client.GetAsync(expired) };
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], answers.Select(one => one.StatusCode).Order());
        server.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(expired)).StatusCode);
    }

    [Fact]
    public async Task Invitation_WithANameThatIsTaken_SaysSoAndKeepsTheLink()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        var link = await InviteAsync(server, Roles.Finance);
        using var client = server.Client();
        Assert.Equal(HttpStatusCode.BadRequest, await SetUpAsync(client, link, "ADMIN"));
        Assert.Equal(HttpStatusCode.Redirect, await SetUpAsync(client, link, "fina"));
    }

    [Fact]
    public async Task Invitation_ForATill_OrBeyondTheLimit_IsRefused()
    {
        await using var server = await AccessServer.StartAsync(
            options: new AccessOptions { SignInTriesPerMinute = 1000, OpenInvitationsMax = 2 });
        await SetUpAsync(server);
        var register = Register(server);
        Assert.Equal(StaffOutcome.Unknown, (await register.InviteAsync("admin", Roles.Till, default)).Outcome);
        await InviteAsync(server, Roles.Finance);
        await InviteAsync(server, Roles.Finance);
        var third = await register.InviteAsync("admin", Roles.Finance, default);
        Assert.Equal((StaffOutcome.TooManyInvitations, null), (third.Outcome, third.Token));
        server.Clock.Advance(TimeSpan.FromHours(24));
        await InviteAsync(server, Roles.Finance);
    }

    [Fact]
    public async Task LastAdministrator_CannotBeLockedOrDemoted_UntilThereIsAnother()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        var register = Register(server);
        var first = (await RollAsync(server)).Members[0].Id;
        Assert.Equal(StaffOutcome.LastAdministrator, await register.LockAsync("admin", first, default));
        Assert.Equal(
            StaffOutcome.LastAdministrator, await register.ChangeRoleAsync("admin", first, Roles.Auditor, default));
        var second = await AccountAsync(server, "berta", Roles.Admin);
        Assert.Equal(StaffOutcome.Done, await register.LockAsync("admin", second, default));
        Assert.Equal(StaffOutcome.LastAdministrator, await register.LockAsync("admin", first, default));
        Assert.Equal(StaffOutcome.Done, await register.UnlockAsync("admin", second, default));
        Assert.Equal(StaffOutcome.Done, await register.ChangeRoleAsync("berta", first, Roles.Auditor, default));
        Assert.Equal(StaffOutcome.NotAllowed, await register.LockAsync("admin", second, default));
        Assert.Equal(Roles.Auditor, (await RollAsync(server, "berta")).Members[0].Role);
    }

    [Fact]
    public async Task LastAdministrators_DemotingEachOtherAtOnce_LeaveOne()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        var first = (await RollAsync(server)).Members[0].Id;
        var second = await AccountAsync(server, "berta", Roles.Admin);
        var register = Register(server);
        var outcomes = await Task.WhenAll(
            Task.Run(() => register.ChangeRoleAsync("admin", second, Roles.Auditor, default)),
            Task.Run(() => register.ChangeRoleAsync("berta", first, Roles.Auditor, default)));
        Assert.Equal([StaffOutcome.Done, StaffOutcome.NotAllowed], outcomes.Order());
    }

    [Fact]
    public async Task Lock_EndsSessionsAndLinks_AndSaysSoAtTheSignIn_UntilUnlocked()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using HttpClient session = server.Client(), fresh = server.Client();
        var berta = await AccountAsync(server, "berta", Roles.Admin, session);
        var link = await InviteAsync(server, Roles.Finance, "berta");
        Assert.Equal(StaffOutcome.Done, await Register(server).LockAsync("admin", berta, default));

        await ExpectSessionEndsAsync(server, session, "/api/as/admin");
        Assert.Equal(HttpStatusCode.NotFound, (await fresh.GetAsync(link)).StatusCode);
        var refused = await SignInAsync(fresh, Password, "/sign-in?lang=en", "berta");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var words = await refused.Content.ReadAsStringAsync();
        Assert.Contains("administrator has locked", words, StringComparison.Ordinal);
        Assert.Equal(StaffOutcome.Done, await Register(server).UnlockAsync("admin", berta, default));
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(fresh, Password, name: "berta")).StatusCode);
    }

    [Fact]
    public async Task Role_Changed_HoldsFromTheNextSignIn_AndNoOldSessionKeepsTheOldOne()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using HttpClient session = server.Client(), fresh = server.Client();
        var olga = await AccountAsync(server, "olga", Roles.Operator, session);
        var register = Register(server);
        Assert.Equal(StaffOutcome.Unknown, await register.ChangeRoleAsync("admin", olga, Roles.Till, default));
        Assert.Equal(StaffOutcome.Unknown, await register.ChangeRoleAsync("admin", "nobody", Roles.Auditor, default));
        Assert.Equal(StaffOutcome.Done, await register.ChangeRoleAsync("admin", olga, Roles.Auditor, default));
        await ExpectSessionEndsAsync(server, session, "/api/as/operator");
        await SignInAsync(fresh, Password, name: "olga");
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("/api/as/auditor")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await fresh.GetAsync("/api/as/operator")).StatusCode);
    }

    [Fact]
    public async Task Sessions_Ended_AreOver_AndTheAccountCanSignInAgain()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using HttpClient session = server.Client(), fresh = server.Client();
        var olga = await AccountAsync(server, "olga", Roles.Operator, session);
        Assert.Equal(StaffOutcome.NotAllowed, await Register(server).EndSessionsAsync("olga", olga, default));
        Assert.Equal(HttpStatusCode.OK, (await session.GetAsync("/api/as/operator")).StatusCode);
        Assert.Equal(StaffOutcome.Done, await Register(server).EndSessionsAsync("admin", olga, default));
        await ExpectSessionEndsAsync(server, session, "/api/as/operator");
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(fresh, Password, name: "olga")).StatusCode);
    }

    private static StaffRegister Register(AccessServer server) =>
        server.Services.GetRequiredService<StaffRegister>();

    private static async Task<StaffRoll> RollAsync(AccessServer server, string actor = "admin") =>
        await Register(server).ReadAsync(actor, CancellationToken.None)
        ?? throw new InvalidOperationException($"{actor} is no administrator");

    private static async Task<string> InviteAsync(AccessServer server, string role, string actor = "admin")
    {
        var invited = await Register(server).InviteAsync(actor, role, CancellationToken.None);
        Assert.Equal(StaffOutcome.Done, invited.Outcome);
        return "/setup?token=" + invited.Token;
    }

    /// <summary>Makes an account through a link and answers its id; the client is signed in with it.</summary>
    private static async Task<string> AccountAsync(
        AccessServer server, string name, string role, HttpClient? client = null)
    {
        using var own = client is null ? server.Client() : null;
        Assert.Equal(HttpStatusCode.Redirect, await SetUpAsync(client ?? own!, await InviteAsync(server, role), name));
        return (await RollAsync(server)).Members.Single(member => member.Name == name).Id;
    }

    private static async Task ExpectSessionEndsAsync(AccessServer server, HttpClient session, string path)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(new AccessOptions().SessionCheckSeconds + 1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.GetAsync(path)).StatusCode);
    }
}
