using System.Net;
using System.Text.RegularExpressions;
using Floodgate.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static Floodgate.Tests.Access.StaffForms;

namespace Floodgate.Tests.Access;

public sealed partial class StaffPagesTests
{
    [Fact]
    public async Task SetupLink_MakesTheFirstAdministrator_AndIsGoneThen()
    {
        await using var server = await AccessServer.StartAsync();
        var link = "/setup?token=" + await server.LinkAsync();
        using var client = server.Client();
        Assert.Equal(HttpStatusCode.Redirect, await SetUpAsync(client, link));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/as/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/as/till")).StatusCode);

        using var other = server.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(link)).StatusCode);
        Assert.Null(await server.LinkAsync());
    }

    [Fact]
    public async Task SetupLink_OpenedTwice_MakesOneAccountOnly()
    {
        await using var server = await AccessServer.StartAsync();
        var link = "/setup?token=" + await server.LinkAsync();
        using HttpClient one = server.Client(), other = server.Client();
        var (first, second) = (await FormAsync(one, link), await FormAsync(other, link));
        var sent = await Task.WhenAll(
            SendAsync(one, "/setup", SetupFields(first, "one")),
            SendAsync(other, "/setup", SetupFields(second, "other")));
        var statuses = sent.Select(answer => answer.StatusCode).Order();
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.NotFound], statuses);
        await using var db = await server.DatabaseAsync();
        Assert.Equal(1, await db.Set<StaffAccount>().CountAsync());
    }

    [Fact]
    public async Task SetupLink_AfterADay_OrAfterAnotherStart_IsGone()
    {
        await using var server = await AccessServer.StartAsync();
        using var client = server.Client();
        var first = await server.LinkAsync();
        var second = await server.LinkAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/setup?token=" + first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/setup?token=" + second)).StatusCode);
        server.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/setup?token=" + second)).StatusCode);
    }

    [Theory]
    [InlineData("ab", Password, Password), InlineData("admin", "too short", "too short")]
    [InlineData("admin", Password, "another long password"), InlineData("ad min", Password, Password)]
    public async Task Setup_WithAFault_SaysSoAndKeepsTheLink(string name, string password, string again)
    {
        await using var server = await AccessServer.StartAsync();
        using var client = server.Client();
        var link = "/setup?token=" + await server.LinkAsync();
        var fields = SetupFields(await FormAsync(client, link), name);
        (fields["password"], fields["again"]) = (password, again);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, "/setup", fields)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await SetUpAsync(client, link));
    }

    [Fact]
    public async Task SignIn_WithTheRightPassword_OpensTheConsole_UntilSignOut()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using var client = server.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var away = await client.GetAsync("/console");
        Assert.Equal("/sign-in?returnUrl=%2Fconsole", away.Headers.Location!.OriginalString);
        var entered = await SignInAsync(client, Password, away.Headers.Location.OriginalString);
        Assert.Equal("/console", entered.Headers.Location!.OriginalString);
        Assert.Equal("console", await client.GetStringAsync("/console"));
        var cookie = entered.Headers.GetValues("Set-Cookie")
            .Single(value => value.StartsWith("fg_session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        var fields = await FormAsync(client, "/account/two-factor");
        await SendAsync(client, "/sign-out", fields);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/console")).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example"), InlineData("https://evil.example"), InlineData("/\\evil.example"), InlineData("")]
    public async Task SignIn_NeverLeadsElsewhere(string returnUrl)
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using var client = server.Client();
        var entered = await SignInAsync(client, Password, "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal("/console", entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongPasswords_IsLockedEvenForTheRightOne()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using var client = server.Client();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(client, "a wrong password")).StatusCode);
        var locked = await SignInAsync(client, Password, "/sign-in?lang=en");
        Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
        Assert.Contains("15 minutes", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_TooOften_IsTurnedAway()
    {
        await using var server = await AccessServer.StartAsync(options: new AccessOptions { SignInTriesPerMinute = 3 });
        using var client = server.Client();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(client, "x")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(client, "x")).StatusCode);
    }

    [Fact]
    public async Task Form_NotFromOurPage_IsNotLookedAt()
    {
        await using var server = await AccessServer.StartAsync();
        await SetUpAsync(server);
        using var client = server.Client();
        var answer = await SendAsync(client, "/sign-in", new() { ["name"] = "admin", ["password"] = Password });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task TwoFactor_OnceOn_AsksForACode_AndKeepsItsSecretEncrypted()
    {
        await using var server = await AccessServer.StartAsync();
        using var client = server.Client();
        await SetUpAsync(client, "/setup?token=" + await server.LinkAsync());
        var page = await client.GetStringAsync("/account/two-factor");
        var key = KeyInPage().Match(page).Groups["value"].Value;
        var fields = Fields(page);
        fields["code"] = Totp.Code(key, TimeProvider.System.GetUtcNow());
        var on = await (await SendAsync(client, "/account/two-factor?lang=en", fields)).Content.ReadAsStringAsync();
        Assert.Equal(10, Regex.Count(on, "<li>"));

        using var fresh = server.Client();
        var second = await SignInAsync(fresh, Password);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await fresh.GetAsync("/api/as/admin")).StatusCode);
        fields = Fields(await second.Content.ReadAsStringAsync());
        fields["code"] = RecoveryCode().Match(on).Groups["value"].Value;
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(fresh, "/sign-in/code", fields)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("/api/as/admin")).StatusCode);

        await using var db = await server.DatabaseAsync();
        var kept = await db.Set<IdentityUserToken<string>>().Select(token => token.Value).ToListAsync();
        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, value => value!.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/sign-in", "zh", "工作人员登录"), InlineData("/sign-in?lang=en", "zh", "Staff sign-in")]
    [InlineData("/sign-in", "en", "Staff sign-in"), InlineData("/sign-in?lang=zh", "en", "工作人员登录")]
    public async Task Page_SpeaksTheReadersLanguage_AndLetsNothingElseIn(string path, string language, string title)
    {
        await using var server = await AccessServer.StartAsync();
        using var client = server.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var answer = await client.GetAsync(path);
        Assert.Contains($"<h1>{title}</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task DataProtectionKeys_AreReadableByTheirOwnerOnly()
    {
        await using var server = await AccessServer.StartAsync();
        using var client = server.Client();
        await client.GetStringAsync("/sign-in");
        var file = Assert.Single(Directory.GetFiles(Path.Combine(server.Folder, "keys", "dp")));
        TemporaryFolder.AssertPrivateFile(file);
    }

    [GeneratedRegex("<code>(?<value>[A-Z2-7]+)</code>", RegexOptions.None, 1000)]
    private static partial Regex KeyInPage();

    [GeneratedRegex("<li>(?<value>[^<]+)</li>", RegexOptions.None, 1000)]
    private static partial Regex RecoveryCode();
}
