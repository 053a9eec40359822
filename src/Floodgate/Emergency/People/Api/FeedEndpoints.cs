using Floodgate.Emergency.People.Feeds;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.People.Api;

/// <summary>Links to duties as calendars, and what is behind them.</summary>
internal sealed class FeedEndpoints(
    Roster roster, Func<PeopleInForce> inForce, KeyRing keys, PeopleOptions options, TimeProvider clock)
{
    private const int BodyBytesMax = 1024;
    private const int PastDays = 14;

    public async Task LinkAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, OnCallRequests.Default.FeedRequestBody, BodyBytesMax) is not { } body)
            return;
        var people = inForce();
        var (scope, refusal) = (body.Team, body.Person) switch
        {
            ({ } team, null) when people.Plan?.TeamOf(team) is not null => (new FeedScope.OfTeam(team), null),
            ({ }, null) => ((FeedScope?)null, OnCallRefusals.UnknownTeam),
            (null, { } person) when people.Contacts.Find(person) is not null => (new FeedScope.OfPerson(person), null),
            (null, { }) => (null, OnCallRefusals.UnknownPerson),
            _ => (null, OnCallRefusals.ScopeMalformed),
        };
        if (scope is null)
        {
            await Problem.WriteAsync(context.Response, refusal!);
            return;
        }

        var expires = clock.GetUtcNow().AddDays(options.FeedLinkDays);
        var url = $"{context.Request.Scheme}://{context.Request.Host}{FeedLink.Make(keys, scope, expires)}";
        await OnCallAnswer.WriteAsync(context, new FeedLinkBody(url, expires), StatusCodes.Status201Created);
    }

    public Task FeedAsync(HttpContext context)
    {
        var (now, people) = (clock.GetUtcNow(), inForce());
        var token = (string)context.Request.RouteValues["token"]!;
        if (FeedLink.Open(keys, token, now) is not { } scope || people.Plan is not { } plan)
            return Problem.WriteAsync(context.Response, Refusals.NotFound);
        var text = CalendarFeed.Write(scope, roster, plan, people.Contacts, now.AddDays(-PastDays),
            now.AddDays(options.FeedDays), now);
        context.Response.ContentType = "text/calendar; charset=utf-8";
        context.Response.Headers.CacheControl = "private, max-age=300";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
