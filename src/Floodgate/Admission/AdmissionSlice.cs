using Floodgate.Access.Policies;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Floodgate.Admission;

/// <summary>Gates, tickets and passes.</summary>
internal static class AdmissionSlice
{
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration("Floodgate:Admission").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<AdmissionOptions>>().Value);
        services.AddSingleton<Gates>();
        services.AddSingleton<TicketRegister>();
        services.AddSingleton<TicketEndpoints>();
        services.AddSingleton(all => new Passes(
            all.GetRequiredService<KeyRing>(), all.GetRequiredService<AdmissionOptions>(),
            all.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<PassKeyRotation>();
    }

    public static void MapAdmission(this IEndpointRouteBuilder routes)
    {
        var tickets = routes.ServiceProvider.GetRequiredService<TicketEndpoints>();
        routes.MapPost("/api/v1/campaigns/{campaign}/tickets", (RequestDelegate)tickets.TakeAsync)
            .Citizen().Describe(AdmissionContract.TakeTicket);
        routes.MapGet("/api/v1/tickets/current", (RequestDelegate)tickets.CurrentAsync)
            .Citizen().Describe(AdmissionContract.CurrentTicket);
    }
}
