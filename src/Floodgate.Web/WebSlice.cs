using Floodgate.Access.Policies;
using Floodgate.Foundation;
using Floodgate.Web.Citizen;
using Floodgate.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Floodgate.Web;

/// <summary>The operations console and the static pages.</summary>
public static class WebSlice
{
    /// <summary>
    /// Needs from elsewhere: <c>LiveBoard</c>, the policy <c>staff</c>, and antiforgery in the pipeline after
    /// authentication.
    /// </summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration("Floodgate:Console")
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<AuthenticationStateProvider, CircuitRights>();
        services.AddOptions<CircuitOptions>().Configure<IOptions<ConsoleOptions>>((circuits, console) =>
        {
            circuits.DisconnectedCircuitMaxRetained = console.Value.DisconnectedMax;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(console.Value.DisconnectedSecondsMax);
        });
        return services;
    }

    /// <summary>Finds the pages' files beside a build as well as in a published folder, in every environment.</summary>
    public static IWebHostBuilder UseWebAssets(this IWebHostBuilder host) =>
        host.ConfigureAppConfiguration((context, _) =>
        {
            StaticWebAssetsLoader.UseStaticWebAssets(context.HostingEnvironment, context.Configuration);
            // Else a catch-all for files edited while they are served stands behind every address, without a policy,
            // and turns each wrong method and each unknown address into something it is not.
            context.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        });

    /// <summary>The citizen's pages, and the files (not the pages) of the console: public, on every address.</summary>
    public static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().Public("styles, scripts and pictures hold nothing of anybody");
        return routes.MapCitizenPages();
    }

    /// <summary>
    /// The console at <c>/console</c>, for staff, at the console's address.
    /// </summary>
    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("").OnlyAtConsole().RequireAuthorization(ConsoleRoutes.StaffPolicy);
        console.MapRazorComponents<ConsoleApp>().AddInteractiveServerRenderMode();
        console.MapGet(ConsoleRoutes.Preferences, Preferences.Set);
        return routes;
    }
}
