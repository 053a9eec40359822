using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Foundation.Signals;

/// <summary>Registers the signals of the way. The host exports them.</summary>
public static class SignalsSlice
{
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddOptions<SignalsOptions>().BindConfiguration("Floodgate:Signals")
            .ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<WaySignals>().AddSingleton<NodeTallies>().AddSingleton<TillSignals>()
            .AddSingleton<PrometheusText>();
    }
}
