using System.Net.Http.Headers;
using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tests.Access;

public sealed class StaffPersonTests
{
    [Fact]
    public void Account_AndTheKeyItOwns_AreOnePerson()
    {
        var (account, key) = (StaffPerson.Of(Account("anna")), StaffPerson.Of(Key("script", "Anna")));
        Assert.False(StaffPerson.AreTwo(account, key));
        Assert.False(StaffPerson.AreTwo(key, account));
    }

    [Fact]
    public void Key_WithoutAnOwner_IsNeverTheSecondBesideAnAccount()
    {
        var (account, key) = (StaffPerson.Of(Account("anna")), StaffPerson.Of(Key("script", null)));
        Assert.False(StaffPerson.AreTwo(account, key));
        Assert.False(StaffPerson.AreTwo(key, account));
    }

    [Theory]
    [InlineData("anna", null, "ben", null, true), InlineData("anna", null, "ANNA", null, false)]
    [InlineData("one", "anna", "two", "anna", false), InlineData("one", "anna", "two", "ben", true)]
    [InlineData("one", "anna", "two", null, false)]
    public void Keys_AreTwoPeople_WhenTheirHoldersAre(
        string name, string? owner, string other, string? otherOwner, bool two) =>
        Assert.Equal(two, StaffPerson.AreTwo(StaffPerson.Of(Key(name, owner)), StaffPerson.Of(Key(other, otherOwner))));

    [Fact]
    public void Accounts_AreTwoPeople_WhenTheirNamesDifferByMoreThanCase()
    {
        Assert.True(StaffPerson.AreTwo(StaffPerson.Of(Account("anna")), StaffPerson.Of(Account("ben"))));
        Assert.False(StaffPerson.AreTwo(StaffPerson.Of(Account("anna")), StaffPerson.Of(Account("Anna"))));
    }

    [Fact]
    public async Task Key_MadeForAnAccount_IsThatPersonToTheServer()
    {
        await using var server = await AccessServer.StartAsync();
        await using var db = await server.DatabaseAsync();
        db.Add(new StaffAccount { UserName = "anna", NormalizedUserName = "ANNA" });
        await db.SaveChangesAsync();
        var ring = server.Services.GetRequiredService<KeyRing>();
        var now = server.Clock.GetUtcNow();
        var made = await ApiKeyBook.CreateAsync(
            db, ring, new(), new(Roles.Operator, "script", null, "Anna"), now);
        var key = Assert.IsType<ApiKeyCreation.Created>(made).Key;
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.ToString());
        Assert.Equal("anna", await client.GetStringAsync("/api/person"));
    }

    [Fact]
    public async Task Key_OfAnAccountThatIsNotThere_IsRefused()
    {
        await using var server = await AccessServer.StartAsync();
        await using var db = await server.DatabaseAsync();
        var made = await ApiKeyBook.CreateAsync(
            db, server.Services.GetRequiredService<KeyRing>(), new(), new(Roles.Operator, "script", null, "nobody"),
            server.Clock.GetUtcNow());
        Assert.Contains("nobody", Assert.IsType<ApiKeyCreation.Refused>(made).Why, StringComparison.Ordinal);
    }

    private static ClaimsPrincipal Account(string name) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "cookie"));

    private static ClaimsPrincipal Key(string name, string? owner) => new(new ClaimsIdentity(
        owner is null
            ? [new Claim(ClaimTypes.Name, name), new Claim(ApiKeyScheme.KeyIdClaim, "abcdefgh")]
            : [
                new Claim(ClaimTypes.Name, name), new Claim(ApiKeyScheme.KeyIdClaim, "abcdefgh"),
                new Claim(StaffPerson.OwnerClaim, owner),
            ],
        ApiKeyScheme.Name));
}
