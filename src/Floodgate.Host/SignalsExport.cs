using Floodgate.Foundation.Description;
using Floodgate.Foundation.Signals;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Floodgate.Host;

/// <summary>
/// Where signals go: Prometheus text at <c>/metrics</c> always, OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
/// </summary>
internal static class SignalsExport
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddSignalsExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSignals();
        if (string.IsNullOrEmpty(configuration[OtlpEndpoint]))
            return services;

        services.AddOpenTelemetry()
            // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
            .ConfigureResource(resource => resource.AddService("floodgate").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter(WaySignals.MeterName).AddRuntimeInstrumentation().AddOtlpExporter())
            .WithTracing(tracing => tracing.AddSource(WaySpans.SourceName).AddOtlpExporter());
        return services;
    }

    private static readonly ApiOperation Metrics =
        new("Metrics", "Health", new("Prometheus 指标", "Signals as Prometheus text"))
        {
            Answers = [new(200, typeof(string), "text/plain")],
        };

    /// <summary>GET /metrics. The caller says who may read it.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (PrometheusText text) => Results.Text(text.Write(), PrometheusText.ContentType))
            .Describe(Metrics);
}
