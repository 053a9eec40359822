using System.Data.Common;
using Floodgate.Access;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Nodes;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice.Face;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Storage.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Practice;

/// <summary>Drills and training as a server knows them, and the fault switch of a node for drills.</summary>
internal static class PracticeSlice
{
    public static IServiceCollection AddPractice(this IServiceCollection services)
    {
        services.AddOptions<PracticeOptions>().BindConfiguration("Floodgate:Practice")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<PracticeOptions>>().Value);
        services.AddSingleton<PracticeBook>().AddSingleton<DrillEndpoints>().AddSingleton<TrainingEndpoints>();
        services.AddSingleton<TrainingDesk>().AddSingleton<QuizEndpoints>();
        services.AddSingleton(all => new DrillRecords(
            all.GetRequiredService<PracticeBook>(), all.GetRequiredService<PlanDesk>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<DrillRecords>>()));
        services.AddSingleton(all => new TrainingRecords(
            new TrainingParts(
                all.GetRequiredService<PracticeBook>(), all.GetRequiredService<PlanDesk>(),
                all.GetRequiredService<TrainingDesk>(), all.GetRequiredService<StaffPersons>(),
                all.GetRequiredService<ContactsFile>(), all.GetRequiredService<DutyCheck>()),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<TrainingRecords>>()));
        services.AddSingleton<DutyCheck>();
        return services;
    }

    /// <summary>Reads what was done; after this it is known without the storage.</summary>
    internal static Task PreparePracticeAsync(this IServiceProvider all, CancellationToken cancel) =>
        all.GetRequiredService<PracticeBook>().LoadAsync(cancel);

    /// <param name="routes">The staff's.</param>
    /// <param name="drillSchema">The JSON Schema of drills, which the runner owns.</param>
    public static void MapPractice(this IEndpointRouteBuilder routes, byte[] drillSchema)
    {
        var all = routes.ServiceProvider;
        var log = all.GetRequiredService<ILogger<PracticeBook>>();
        var records = all.GetRequiredService<DrillEndpoints>();
        var drills = routes.MapGroup("/api/v1/ops/drills");
        Staff(drills.MapGet("", Guard(records.ListAsync, log)), PracticeContract.Drills);
        Operator(drills.MapPost("", Guard(records.PostAsync, log)), PracticeContract.RecordDrill);
        Staff(drills.MapGet("/schema", (RequestDelegate)(context => SchemaAsync(context, drillSchema))),
            PracticeContract.DrillSchema);
        Staff(drills.MapGet("/{drill}", Guard(records.GetAsync, log)), PracticeContract.Drill);
        var courses = all.GetRequiredService<TrainingEndpoints>();
        var training = routes.MapGroup("/api/v1/ops/training");
        Staff(training.MapGet("", (RequestDelegate)courses.ListAsync), PracticeContract.Training);
        Staff(training.MapPost("", Guard(courses.PostAsync, log)), PracticeContract.TakeCourse);
        var quizzes = all.GetRequiredService<QuizEndpoints>();
        Staff(training.MapGet("/courses/{course}/quiz", (RequestDelegate)quizzes.GetAsync), PracticeContract.Quiz);
        Staff(training.MapPost("/courses/{course}/quiz", Guard(quizzes.PostAsync, log)), PracticeContract.TakeQuiz);
        Staff(training.MapGet("/courses/{course}", (RequestDelegate)courses.TextAsync), PracticeContract.CourseText);
        MapSwitch(drills);
    }

    /// <summary>The switch is there only on a node that was started for drills.</summary>
    private static void MapSwitch(RouteGroupBuilder drills)
    {
        var all = ((IEndpointRouteBuilder)drills).ServiceProvider;
        if (all.GetService<StorageFaults>() is not { } storage) return;
        FaultsLog.ForDrills(all.GetRequiredService<ILogger<StorageFaults>>());
        var faults = new FaultEndpoints(
            storage, all.GetRequiredService<EntryStore>(), all.GetRequiredService<PracticeOptions>());
        Staff(drills.MapGet("/faults/storage", (RequestDelegate)faults.GetAsync), PracticeContract.Fault);
        Operator(drills.MapPut("/faults/storage", (RequestDelegate)faults.PutAsync), PracticeContract.ArmFault);
        Operator(drills.MapDelete("/faults/storage", (RequestDelegate)faults.DeleteAsync), PracticeContract.ClearFault);
        var cluster = new ClusterFaultEndpoints(
            all.GetRequiredService<ClusterFaults>(), all.GetRequiredService<PracticeOptions>());
        Staff(drills.MapGet("/faults/cluster", (RequestDelegate)cluster.GetAsync), PracticeContract.ClusterFault);
        Operator(drills.MapPut("/faults/cluster", (RequestDelegate)cluster.PutAsync), PracticeContract.PlayFault);
        Operator(drills.MapDelete("/faults/cluster", (RequestDelegate)cluster.DeleteAsync),
            PracticeContract.EndPlayedFault);
        Staff(drills.MapGet("/timelines/{incident}", (RequestDelegate)faults.TimelineAsync),
            PracticeContract.StoredTimeline);
    }

    private static Task SchemaAsync(HttpContext context, byte[] schema)
    {
        context.Response.ContentType = "application/schema+json";
        return context.Response.Body.WriteAsync(schema).AsTask();
    }

    /// <summary>The operation; where the storage is away it is refused, not failed.</summary>
    private static RequestDelegate Guard(RequestDelegate work, ILogger log) => async context =>
    {
        try
        {
            await work(context);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException && !context.Response.HasStarted)
        {
            PracticeLog.StorageFailed(log, fault.Message);
            await Problem.WriteAsync(
                context.Response, Refusals.RecordsUnavailable, retryAfter: TimeSpan.FromSeconds(5));
        }
    };

    private static void Staff(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Describe(operation);

    private static void Operator(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Operator).Describe(operation);
}
