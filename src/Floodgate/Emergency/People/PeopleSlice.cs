using System.Security.Cryptography;
using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People.Api;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.People.Face;
using Floodgate.Emergency.People.Feeds;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.People;

/// <summary>Who is on call, and whether they can be reached. Everything is answered from memory.</summary>
internal static class PeopleSlice
{
    /// <param name="services">The node's services.</param>
    /// <param name="spool">The folder outside the data folder in which the calendar's copy lies.</param>
    /// <param name="inForce">The plan in force and the contacts, from memory.</param>
    public static IServiceCollection AddPeople(
        this IServiceCollection services, string spool, Func<IServiceProvider, Func<PeopleInForce>> inForce)
    {
        services.AddRoster(spool, inForce);
        services.AddSingleton<ReachBook>();
        services.AddSingleton(all => new ReachTesting(
            all.GetRequiredService<Sender>(), all.GetRequiredService<ReachBook>(),
            all.GetRequiredService<TimeProvider>(), () => RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.AddSingleton<PeopleStore>();
        services.AddHostedService(all => all.GetRequiredService<PeopleStore>());
        services.AddSingleton<CalendarChanges>().AddSingleton<RotationDesk>();
        services.AddSingleton(all => new CalendarReader(
            new CalendarParts(
                all.GetRequiredService<Roster>(), all.GetRequiredService<CalendarBook>(),
                all.GetRequiredService<CalendarChanges>(), all.GetRequiredService<RotationDesk>(),
                all.GetRequiredService<ReachTesting>(), all.GetRequiredService<ReachBook>(),
                all.GetRequiredService<KeyRing>()),
            all.GetRequiredService<Func<PeopleInForce>>(), all.GetRequiredService<PeopleOptions>(),
            all.GetRequiredService<TimeProvider>(), () => RandomNumberGenerator.GetInt32(int.MaxValue)));
        return services.AddSingleton<OnCallReads>().AddSingleton<OnCallWrites>().AddSingleton<ReachEndpoints>()
            .AddSingleton<FeedEndpoints>();
    }

    /// <summary>Who is to be called, from the calendar's copy alone: what a process without storage has.</summary>
    public static IServiceCollection AddRoster(
        this IServiceCollection services, string spool, Func<IServiceProvider, Func<PeopleInForce>> inForce)
    {
        services.AddOptions<PeopleOptions>().BindConfiguration("Floodgate:People")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<PeopleOptions>>().Value);
        services.AddSingleton(inForce);
        services.AddSingleton(all => new CalendarBook(
            new CalendarCopy(Path.Combine(spool, "on-call.json")), all.GetRequiredService<PeopleOptions>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<CalendarBook>>()));
        return services.AddSingleton<Roster>();
    }

    /// <param name="services">The node's services.</param>
    /// <param name="dataDirectory">The data folder, with <c>contacts.yaml</c>.</param>
    /// <param name="spool">The folder outside it for the copy.</param>
    /// <param name="copyFirst">For a process that is given its contacts by another.</param>
    public static IServiceCollection AddContacts(
        this IServiceCollection services, string dataDirectory, string spool, bool copyFirst = false)
    {
        services.AddSingleton(all => new ContactsFile(
            dataDirectory, spool, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ContactsFile>>(), copyFirst));
        return services.AddHostedService(all => all.GetRequiredService<ContactsFile>());
    }

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var (reads, writes) = (all.GetRequiredService<OnCallReads>(), all.GetRequiredService<OnCallWrites>());
        var (tests, feeds) = (all.GetRequiredService<ReachEndpoints>(), all.GetRequiredService<FeedEndpoints>());
        var onCall = routes.MapGroup("/api/v1/ops/oncall");
        Staff(onCall.MapGet("", (RequestDelegate)reads.NowAsync), OnCallContract.Now);
        Staff(onCall.MapGet("/shifts", (RequestDelegate)reads.ShiftsAsync), OnCallContract.Shifts);
        Staff(onCall.MapGet("/gaps", (RequestDelegate)reads.GapsAsync), OnCallContract.CoverageGaps);
        Staff(onCall.MapGet("/calendar", (RequestDelegate)reads.CalendarAsync), OnCallContract.Calendar);
        Commander(onCall.MapPut("/calendar", (RequestDelegate)writes.PutAsync), OnCallContract.PutCalendar);
        Commander(onCall.MapPost("/overrides", (RequestDelegate)writes.AddAsync), OnCallContract.AddOverride);
        Commander(onCall.MapDelete("/overrides/{id}", (RequestDelegate)writes.RemoveAsync),
            OnCallContract.RemoveOverride);
        Staff(onCall.MapPost("/links", (RequestDelegate)feeds.LinkAsync), OnCallContract.Link);
        Staff(onCall.MapGet("/reach-tests", (RequestDelegate)tests.ListAsync), OnCallContract.ReachTests);
        Commander(onCall.MapPost("/reach-tests", (RequestDelegate)tests.BeginAsync), OnCallContract.BeginReachTest);
        routes.MapGet(FeedLink.Path + "{token}", (RequestDelegate)feeds.FeedAsync)
            .Public("a phone's calendar cannot sign in; the link itself is signed").Describe(OnCallContract.Feed);
    }

    private static void Staff(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Describe(operation);

    private static void Commander(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Commander).Describe(operation);
}
