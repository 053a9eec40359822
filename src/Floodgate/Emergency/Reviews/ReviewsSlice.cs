using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews.Face;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Reviews;

/// <summary>What follows an incident: its review, the improvements, the meetings, and how ready we are.</summary>
internal static class ReviewsSlice
{
    /// <summary>Who may write; closing a review is the commander's.</summary>
    private static readonly AuthorizationPolicy Editors =
        new AuthorizationPolicyBuilder(ApiKeyScheme.Name, IdentityConstants.ApplicationScheme)
            .RequireAuthenticatedUser()
            .RequireClaim(ClaimTypes.Role, RecordFace.Editors)
            .Build();

    /// <param name="sources">Where the slice hears of incidents and of what else readiness is made of.</param>
    public static IServiceCollection AddReviews(
        this IServiceCollection services, Func<IServiceProvider, ReviewSources> sources)
    {
        services.AddOptions<ReviewsOptions>().BindConfiguration("Floodgate:Reviews")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<ReviewsOptions>>().Value);
        services.AddSingleton(sources);
        services.AddSingleton<ReviewDesk>().AddSingleton<ImprovementDesk>().AddSingleton<MeetingDesk>();
        services.AddSingleton<ReadinessDesk>().AddSingleton<ReviewEndpoints>().AddSingleton<ActionEndpoints>();
        services.AddSingleton<MeetingEndpoints>().AddSingleton<ReadinessEndpoint>().AddSingleton<ReviewsWatch>();
        services.AddFace();
        return services.AddHostedService(all => all.GetRequiredService<ReviewsWatch>());
    }

    /// <summary>What the console asks.</summary>
    private static void AddFace(this IServiceCollection services)
    {
        services.AddSingleton(all => new ReviewRecords(
            all.GetRequiredService<ReviewDesk>(), all.GetRequiredService<ImprovementDesk>(),
            all.GetRequiredService<ReadinessDesk>(), all.GetRequiredService<ReviewsOptions>(),
            all.GetRequiredService<ReviewSources>().Owners, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ReviewRecords>>()));
        services.AddSingleton(all => new ActionRecords(
            all.GetRequiredService<ImprovementDesk>(), all.GetRequiredService<ReviewsOptions>(),
            all.GetRequiredService<ReviewSources>().Owners, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ActionRecords>>()));
        services.AddSingleton(all => new MeetingRecords(
            all.GetRequiredService<MeetingDesk>(), all.GetRequiredService<ReadinessDesk>(),
            all.GetRequiredService<PlanDesk>(), all.GetRequiredService<ReviewsOptions>(),
            all.GetRequiredService<ReviewSources>().Owners, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<MeetingRecords>>()));
        services.AddSingleton(all => new ReadinessReader(
            all.GetRequiredService<ReadinessDesk>(), all.GetRequiredService<MeetingDesk>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<ReadinessReader>>()));
    }

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var log = all.GetRequiredService<ILogger<ReviewDesk>>();
        var ops = routes.MapGroup("/api/v1/ops");
        Reviews(ops, all.GetRequiredService<ReviewEndpoints>(), log);
        var actions = all.GetRequiredService<ActionEndpoints>();
        Read(Get(ops, "/actions", actions.ListAsync, log), ReviewContract.Actions);
        Read(Get(ops, "/actions/{action}", actions.GetAsync, log), ReviewContract.Action);
        Write(Post(ops, "/actions", actions.AddAsync, log), ReviewContract.AddAction);
        Write(ops.MapPatch("/actions/{action}", RecordAnswers.Guard(actions.ChangeAsync, log)),
            ReviewContract.ChangeAction);
        var meetings = all.GetRequiredService<MeetingEndpoints>();
        Read(Get(ops, "/meetings", meetings.ListAsync, log), ReviewContract.Meetings);
        Read(Get(ops, "/meetings/calendar.ics", meetings.CalendarAsync, log), ReviewContract.Calendar);
        Read(Get(ops, "/meetings/{meeting}", meetings.GetAsync, log), ReviewContract.Meeting);
        Write(Post(ops, "/meetings", meetings.CallAsync, log), ReviewContract.CallMeeting);
        Write(Post(ops, "/meetings/{meeting}/minutes", meetings.HoldAsync, log), ReviewContract.HoldMeeting);
        Read(Get(ops, "/readiness", all.GetRequiredService<ReadinessEndpoint>().GetAsync, log),
            ReviewContract.Readiness);
    }

    private static void Reviews(RouteGroupBuilder ops, ReviewEndpoints reviews, ILogger log)
    {
        Read(Get(ops, "/reviews", reviews.ListAsync, log), ReviewContract.List);
        Read(Get(ops, "/reviews/{review}", reviews.GetAsync, log), ReviewContract.Get);
        Read(Get(ops, "/reviews/{review}/review.json", reviews.GetAsync, log), ReviewContract.Json);
        Read(Get(ops, "/reviews/{review}/review.html", reviews.HtmlAsync, log), ReviewContract.Html);
        Read(Get(ops, "/reviews/{review}/review.md", reviews.MarkdownAsync, log), ReviewContract.Markdown);
        Read(Get(ops, "/reviews/{review}/versions", reviews.VersionsAsync, log), ReviewContract.Versions);
        Write(Post(ops, "/reviews", reviews.DraftAsync, log), ReviewContract.Draft);
        Write(ops.MapPut("/reviews/{review}", RecordAnswers.Guard(reviews.EditAsync, log)), ReviewContract.Edit);
        Post(ops, "/reviews/{review}/close", reviews.CloseAsync, log).RequireAuthorization(Roles.Commander)
            .Describe(ReviewContract.Close);
    }

    private static IEndpointConventionBuilder Get(
        RouteGroupBuilder ops, string path, RequestDelegate work, ILogger log) =>
        ops.MapGet(path, RecordAnswers.Guard(work, log));

    private static IEndpointConventionBuilder Post(
        RouteGroupBuilder ops, string path, RequestDelegate work, ILogger log) =>
        ops.MapPost(path, RecordAnswers.Guard(work, log));

    private static void Read(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Report().Describe(operation);

    private static void Write(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Editors).Describe(operation);
}
