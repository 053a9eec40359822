using Floodgate.Access;
using Floodgate.Access.Citizens;
using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Audit.Requests;
using Floodgate.Campaigns;
using Floodgate.Cluster;
using Floodgate.Drills.Scripts;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Nodes;
using Floodgate.Emergency.Notices;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Emergency.Reviews;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Host.Cluster;
using Floodgate.Storage;
using Floodgate.Storage.Faults;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Postgres;
using Floodgate.Tills;
using Floodgate.Vouchers;
using Floodgate.Web;

namespace Floodgate.Host;

/// <summary>A node, composed: one Add and one Map a slice.</summary>
internal static class Node
{
    public static WebApplication Build(NodeArguments arguments, DataFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables();
        builder.WebHost.UseKestrelHttpsConfiguration().UseWebAssets();
        var consolePorts = builder.AddEdge(arguments);
        Log(builder.Logging);
        var (engine, node) = Store(builder, arguments, folder);

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(all => KeyRing.Open(folder.Keys, all.GetRequiredService<TimeProvider>()));
        services.AddSignalsExport(builder.Configuration);
        if (arguments.Drill)
            services.AddStorageFaults().Configure<NoticesOptions>(options => options.ForDrills = true);
        services.AddRelationalStorage(engine).AddSingleton(node);
        services.AddAccess(Options<AccessOptions>(builder.Configuration, "Access"), folder.Path, arguments.Demo);
        services.AddAudit(folder);
        services.AddCampaigns(folder.Path, all => all.GetRequiredService<PersonKey>().Of);
        services.AddAdmission();
        services.AddCluster(folder).AddVouchers(folder);
        services.AddTills(folder);
        services.AddNodeSight(arguments.Drill);
        services.AddPlans();
        services.AddDetection(folder);
        services.AddEmergency(folder, arguments);
        services.AddNotices(folder);
        services.AddPractice();
        services.AddReviews(ReviewWiring.OfServer);
        services.AddWeb();
        services.AddApiDescription();

        var app = builder.Build();
        app.UseRequestGuards();
        app.UseConsoleEntrance(consolePorts);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRequestAudit();
        app.UseAntiforgery();
        app.UseReportShedding(app.Services.GetRequiredService<StorageRelief>().RefusesReport);

        app.MapHealth();
        app.MapApiDescription();
        app.MapAccess();
        app.MapAdmission();
        app.MapVouchers();
        app.MapTills();
        app.MapAuditKey();
        app.MapIntake();
        app.MapAcknowledge();
        app.MapHandover();
        app.MapNotices();
        app.MapWeb();
        var staff = app.MapGroup("").OnlyAtConsole();
        staff.MapCampaigns();
        staff.MapAudit();
        staff.MapCampaignOperations();
        staff.MapTillOperations();
        staff.MapPlans();
        staff.MapDetection();
        staff.MapPeople();
        staff.MapNotifications();
        staff.MapEmergency();
        staff.MapPractice(DrillDocument.Schema);
        staff.MapReviews();
        staff.MapMetrics().Public("counts and times only; give it --console-urls to keep it off the crowd's entrance");
        app.MapConsole();
        return app;
    }

    /// <summary>The store and the silo, which has its membership there when it is one of several.</summary>
    private static (StorageEngine Engine, NodeName Name) Store(
        WebApplicationBuilder builder, NodeArguments arguments, DataFolder folder)
    {
        if (!arguments.Cluster)
        {
            builder.AddSilo();
            var alone = StorageChoice.Open(folder, arguments.Postgres, NodeName.Single, builder.Configuration);
            if (alone is PostgresEngine one) builder.Services.AddPostgres(one).AddSharedDatabase();
            return (alone, new NodeName(NodeName.Single));
        }

        var cluster = StorageChoice.Cluster(builder.Configuration);
        var engine = (PostgresEngine)StorageChoice.Open(
            folder, arguments.Postgres, cluster.Node, builder.Configuration);
        builder.Services.AddPostgres(engine).AddSharedDatabase();
        var certificates = ClusterCertificates.Load(cluster);
        builder.Services.AddSingleton(_ => certificates);
        builder.AddSilo(cluster, certificates, () => engine.Membership);
        return (engine, new NodeName(cluster.Node));
    }

    private static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Floodgate", LogLevel.Information);
        // A line for each refused key would let strangers fill the disk.
        logging.AddFilter("Floodgate.Access.ApiKeys.ApiKeyScheme", LogLevel.Warning);
        // While it listens each request gets an activity, heard by nobody; exporting traces does not need it.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Whoever asked is told, and says once what it means; each failed second again would hide that.
        logging.AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.None);
        // Its warnings are about having no gateway and one member, which is what the embedded default is.
        logging.AddFilter("Orleans", LogLevel.Error);
    }

    private static T Options<T>(ConfigurationManager configuration, string section)
        where T : class, new() => configuration.GetSection(section).Get<T>() ?? new T();
}
