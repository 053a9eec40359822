using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.People.Api;

/// <summary>Tests whether people can be reached: begun here, with results that come within seconds.</summary>
internal sealed class ReachEndpoints(
    ReachTesting testing, ReachBook book, Func<PeopleInForce> inForce, PeopleOptions options, TimeProvider clock)
{
    private const int BodyBytesMax = 1024;

    /// <summary>All channels of all people, so that one that was never tested is seen, too.</summary>
    public Task ListAsync(HttpContext context)
    {
        var last = book.All.ToDictionary(test => (test.Person, test.Kind, test.Mask));
        var old = clock.GetUtcNow().AddDays(-options.ReachTestDays);
        var items =
            from person in inForce().Contacts.People
            from channel in person.Channels.DistinctBy(one => (one.Kind, ReachTesting.Mask(one)))
            let mask = ReachTesting.Mask(channel)
            let test = last.GetValueOrDefault((person.Id, channel.Kind, mask))
            select test is null
                ? new ReachTestBody(person.Id, person.Name, Word(channel.Kind), mask, "untested", Stale: true)
                : Body(person, test, test.At < old);
        return OnCallAnswer.WriteAsync(context, new ReachTestsBody([.. items]));
    }

    public async Task BeginAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, OnCallRequests.Default.ReachRequestBody, BodyBytesMax) is not { } body)
            return;
        if (inForce().Contacts.Find(body.Person) is not { } person)
        {
            await Problem.WriteAsync(context.Response, OnCallRefusals.UnknownPerson);
            return;
        }

        var known = TryKind(body.Kind, out var kind);
        if (!known || !person.Channels.Any(channel => kind is null || channel.Kind == kind))
        {
            await Problem.WriteAsync(context.Response, OnCallRefusals.NoSuchChannel);
            return;
        }

        var actor = context.User.Identity?.Name is { Length: > 0 } name ? name : "unnamed";
        var console = new Uri($"{context.Request.Scheme}://{context.Request.Host}/console");
        if (testing.Begin(person, kind, console, actor) is { } tests)
            await OnCallAnswer.WriteAsync(context,
                new ReachTestsBody([.. tests.Select(test => Body(person, test, stale: false))]),
                StatusCodes.Status202Accepted);
        else
            await Problem.WriteAsync(context.Response, OnCallRefusals.TestTooSoon,
                retryAfter: TimeSpan.FromSeconds(Math.Max(1, options.ReachTestPauseSeconds)));
    }

    private static bool TryKind(string? word, out ChannelKind? kind)
    {
        kind = null;
        if (word is null) return true;
        var place = Array.IndexOf(DocumentShape.Choices(typeof(ChannelKind)), word);
        if (place < 0) return false;
        kind = Enum.GetValues<ChannelKind>()[place];
        return true;
    }

    private static ReachTestBody Body(Contact person, ReachTest test, bool stale) => new(
        person.Id, person.Name, Word(test.Kind), test.Mask, Word(test.Outcome), stale, test.Why, test.At, test.Actor,
        test.MessageId);

    private static string Word(Enum choice) => DocumentShape.Word(choice.ToString());
}
