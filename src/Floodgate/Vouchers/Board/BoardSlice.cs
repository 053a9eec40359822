using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Board;

/// <summary>The board's part of the slice's registration. Needs <see cref="BoardSource"/> from the slice.</summary>
internal static class BoardSlice
{
    public static IServiceCollection AddLiveBoard(this IServiceCollection services)
    {
        services.AddOptions<BoardOptions>().BindConfiguration("Floodgate:Board")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => new LiveBoard(
            all.GetRequiredService<BoardSource>(), all.GetRequiredService<IOptions<BoardOptions>>(),
            all.GetService<TimeProvider>() ?? TimeProvider.System));
        return services.AddHostedService(all => all.GetRequiredService<LiveBoard>());
    }
}
