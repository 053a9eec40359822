using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Emergency.Notices.Face;
using Floodgate.Emergency.People.Face;
using Floodgate.Emergency.Reviews.Face;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.IntegrationTests.Http;

/// <summary>What the console's pages call: whoever calls it, the face itself asks whether they may.</summary>
[Collection(ReviewsCollection.Name)]
public sealed class ConsoleFaceTests(ReviewsFixture node)
{
    private static readonly ReviewWriting Written = new("old snapshots", ["", "nobody deleted them"], "", "");
    private static readonly DateOnly Due = new(2027, 1, 31);

    private ReviewRecords Reviews => node.Server.Services.GetRequiredService<ReviewRecords>();

    private ActionRecords Actions => node.Server.Services.GetRequiredService<ActionRecords>();

    [Fact]
    public async Task Auditor_ReadsAReview_AndChangesNothing()
    {
        var (auditor, id) = (User(Roles.Auditor), await DraftAsync());
        var before = (await Reviews.ReadAsync(id, auditor)).Found!;
        Assert.False(before.MayEdit || before.MayClose);
        Assert.NotNull(await Reviews.EditAsync(id, before.Version, Written, auditor));
        Assert.NotNull(await Reviews.CloseAsync(id, before.Version, auditor));
        Assert.NotNull(await Actions.AddAsync(new("x", "li", Due, id), auditor));
        Assert.NotNull((await Reviews.OpenAsync(node.Tell(), auditor)).Refusal);
        var after = (await Reviews.ReadAsync(id, auditor)).Found!;
        Assert.Equal((before.Version, 0), (after.Version, after.Actions.Count));
    }

    [Fact]
    public async Task SignedOutPage_ChangesNothing()
    {
        var (nobody, id) = (new ClaimsPrincipal(new ClaimsIdentity()), await DraftAsync());
        Assert.NotNull(await Reviews.EditAsync(id, 1, Written, nobody));
        Assert.NotNull(await Actions.AddAsync(new("x", "li", Due), nobody));
    }

    [Fact]
    public async Task Review_SaysAllThatIsMissing_AndClosesWhenNothingIs()
    {
        var (anna, ben, id) = (User(Roles.Commander, "anna"), User(Roles.Commander, "ben"), await DraftAsync());
        Assert.Equal(2, (await Reviews.ReadAsync(id, anna)).Found!.Missing.Count);
        Assert.Null(await Reviews.EditAsync(id, 1, Written, anna));
        Assert.Null(await Actions.AddAsync(new("Watch the volume", "li", Due, id), anna));
        var mine = (await Reviews.ReadAsync(id, anna)).Found!;
        Assert.Contains("another commander", Assert.Single(mine.Missing).En, StringComparison.Ordinal);
        Assert.Empty((await Reviews.ReadAsync(id, ben)).Found!.Missing);
        Assert.Null(await Reviews.CloseAsync(id, mine.Version, ben));
        Assert.Equal("Closed", (await Reviews.ReadAsync(id, anna)).Found!.Line.State);
    }

    [Fact]
    public async Task Edit_OfAVersionThatIsNoLongerTheNewest_IsRefusedInWords()
    {
        var (anna, id) = (User(Roles.Responder, "anna"), await DraftAsync());
        Assert.Null(await Reviews.EditAsync(id, 1, Written, anna));
        Assert.Contains("Somebody else", (await Reviews.EditAsync(id, 1, Written, anna))!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Action_WithoutOwner_IsRefusedWithTheNameOfTheField() => Assert.StartsWith(
        "Owner:", (await Actions.AddAsync(new("x", " ", Due), User(Roles.Responder)))!.En, StringComparison.Ordinal);

    [Fact]
    public async Task Action_IsOnTheReadinessBoard_UntilItIsDoneWithEvidence()
    {
        var (anna, text) = (User(Roles.Responder, "anna"), $"x {Guid.CreateVersion7()}");
        Assert.Null(await Actions.AddAsync(new(text, "li", Due), anna));
        var action = (await BoardAsync()).Actions.Single(one => one.Text == text);
        Assert.NotNull(await Actions.FinishAsync(action, " ", "", anna));
        Assert.NotNull(await Actions.FinishAsync(action, "seen", "javascript:alert(1)", anna));
        Assert.Null(await Actions.FinishAsync(action, "seen", "https://example.org/77", anna));
        Assert.DoesNotContain((await BoardAsync()).Actions, one => one.Text == text);
    }

    [Theory]
    [InlineData(Roles.Commander)]
    [InlineData(Roles.Auditor)]
    public async Task Desk_LooksNobodyUp_ForWhoeverIsNotService(string role)
    {
        var desk = node.Server.Services.GetRequiredService<AgentDesk>();
        var answer = await desk.LookUpAsync(new("13900001111", "", "why"), User(role));
        Assert.Null(answer.Caller);
        Assert.NotNull(answer.Refusal);
        Assert.NotNull(desk.Tally("other", null, User(role)));
        Assert.False(desk.Read(User(role)).MayServe);
    }

    [Fact]
    public void Calendar_IsChangedByCommandersOnly()
    {
        var calendar = node.Server.Services.GetRequiredService<CalendarReader>();
        var team = calendar.Read(User(Roles.Commander)).Rows[0].Team;
        var person = calendar.Read(User(Roles.Commander)).People[0].Id;
        var asked = new StandInAsked(team, "primary", person, node.Server.Now, node.Server.Now.AddDays(1), "");
        Assert.NotNull(calendar.StandIn(asked, User(Roles.Responder)));
        Assert.Null(calendar.StandIn(asked, User(Roles.Commander)));
        var entry = Assert.Single(calendar.Read(User(Roles.Responder)).StandIns);
        Assert.NotNull(calendar.TakeBack(entry.Id, User(Roles.Responder)));
        Assert.Null(calendar.TakeBack(entry.Id, User(Roles.Commander)));
        Assert.NotNull(calendar.StandIn(asked with { Until = asked.From }, User(Roles.Commander)));
        Assert.Empty(calendar.Read(User(Roles.Responder)).StandIns);
    }

    private async Task<ReadinessReading> BoardAsync() =>
        (await node.Server.Services.GetRequiredService<ReadinessReader>().ReadAsync()).Found!;

    private async Task<string> DraftAsync() =>
        (await Reviews.OpenAsync(node.Tell(), User(Roles.Responder, "clerk"))).Id!;

    private static ClaimsPrincipal User(string role, string name = "eve") => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], "test"));
}
