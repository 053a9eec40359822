using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Floodgate.Campaigns;

/// <summary>What a campaign is and who may claim in it. Putting one in force is the voucher slice's.</summary>
internal static class CampaignsSlice
{
    /// <param name="services">The node's services.</param>
    /// <param name="dataDirectory">The data folder; lists go into <c>allow-lists</c> in it.</param>
    /// <param name="personOf">Gives the keyed hash of an identity (kind, value): Access has it.</param>
    public static IServiceCollection AddCampaigns(
        this IServiceCollection services,
        string dataDirectory,
        Func<IServiceProvider, Func<string, string, PersonId>> personOf)
    {
        services.AddOptions<CampaignsOptions>().BindConfiguration("Floodgate:Campaigns")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => new AllowLists(
            Path.Combine(dataDirectory, "allow-lists"), personOf(all),
            all.GetRequiredService<IOptions<CampaignsOptions>>().Value));
        return services.AddSingleton<AllowListUpload>();
    }

    public static IEndpointRouteBuilder MapCampaigns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/ops/allow-lists",
                (HttpContext context, AllowListUpload upload) => upload.HandleAsync(context))
            .RequireAuthorization("operator")
            .Describe(CampaignContract.UploadAllowList);
        return routes;
    }
}
