using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.Staff;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Storage.Races;

public sealed class StaffRaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrators_LockedByEachOtherAtOnce_LeaveOne()
    {
        using var store = await PostgresStore.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("floodgate-staff-").FullName;
        var services = new ServiceCollection().AddLogging().AddRelationalStorage(store.Engine);
        await using var all = services.AddAccess(new AccessOptions(), folder, demo: false).BuildServiceProvider();
        var ids = new string[Race.Runners];
        for (var number = 0; number < ids.Length; number++) ids[number] = await AddAsync(all, $"admin{number}");
        var register = all.GetRequiredService<StaffRegister>();
        var outcomes = await Race.RunAsync(runner => register.LockAsync(
            $"admin{(runner + 1) % Race.Runners}", ids[runner], Cancel));
        await using var db = store.CreateDbContext();
        var accounts = await db.Set<StaffAccount>().AsNoTracking().ToListAsync(Cancel);
        Assert.Contains(accounts, account => !account.IsLocked);
        Assert.Equal(accounts.Count(one => one.IsLocked), outcomes.Count(one => one == StaffOutcome.Done));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task FirstLink_MadeByEightNodesAtOnce_IsOne()
    {
        using var store = await PostgresStore.CreateAsync();
        await Race.RunAsync(_ => new SetupLinks(store, new AccessOptions(), TimeProvider.System)
            .CreateFirstAsync(Cancel));
        await using var db = store.CreateDbContext();
        Assert.Equal(1, await db.Set<SetupLinkRow>().CountAsync(Cancel));
    }

    private static async Task<string> AddAsync(IServiceProvider all, string name)
    {
        await using var scope = all.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();
        var account = new StaffAccount { UserName = name, CreatedAt = TimeProvider.System.GetUtcNow() };
        Assert.True((await staff.CreateAsync(account, "a long enough password")).Succeeded);
        Assert.True((await staff.AddClaimAsync(account, new Claim(ClaimTypes.Role, Roles.Admin))).Succeeded);
        return account.Id;
    }
}
