using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Foundation;

/// <summary>
/// Reports: answers that cost the store work and that nobody needs in the next minutes. Marked where they are mapped,
/// refused while the storage is being relieved.
/// </summary>
internal static class Reports
{
    private static readonly object Mark = new ReportMark();
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(60);

    public static T Report<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(Mark);

    /// <param name="app">After routing, before the endpoints.</param>
    /// <param name="refuse">True: refused and counted.</param>
    public static void UseReportShedding(this IApplicationBuilder app, Func<bool> refuse) =>
        app.Use((context, next) =>
            context.GetEndpoint()?.Metadata.GetMetadata<ReportMark>() is not null && refuse()
                ? Problem.WriteAsync(context.Response, Refusals.ReportsShed, retryAfter: AskAgain)
                : next(context));

    private sealed class ReportMark;
}
