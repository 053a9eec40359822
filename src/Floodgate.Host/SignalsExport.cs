using Floodgate.Foundation.Signals;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Prometheus;

namespace Floodgate.Host;

/// <summary>
/// Where signals go: OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, Prometheus text at <c>/metrics</c> always.
/// The text comes from prometheus-net's adapter, which is released, where OpenTelemetry's own exporter is a beta.
/// </summary>
internal static class SignalsExport
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] MetersShown = [WaySignals.MeterName, "System.Runtime"];

    public static IServiceCollection AddSignalsExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSignals();
        var registry = Metrics.NewCustomRegistry();
        services.AddSingleton(registry);
        services.AddHostedService<MeterText>();
        if (string.IsNullOrEmpty(configuration[OtlpEndpoint]))
            return services;

        services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(WaySignals.MeterName).AddRuntimeInstrumentation().AddOtlpExporter())
            .WithTracing(tracing => tracing.AddSource(WaySpans.SourceName).AddOtlpExporter());
        return services;
    }

    /// <summary>GET /metrics. The caller says who may read it.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapMetrics("/metrics", routes.ServiceProvider.GetRequiredService<CollectorRegistry>());

    /// <summary>Listens while the host runs. Only our meters: Kestrel's and Orleans' cost more than they tell
    /// here.</summary>
    private sealed class MeterText(CollectorRegistry registry) : IHostedService
    {
        private IDisposable? _listening;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _listening = MeterAdapter.StartListening(new MeterAdapterOptions
            {
                Registry = registry,
                // Unless it is set, values go to the default registry, whatever the one above.
                MetricFactory = Metrics.WithCustomRegistry(registry),
                InstrumentFilterPredicate = instrument => MetersShown.Contains(instrument.Meter.Name),
                ResolveHistogramBuckets = _ => StationHistograms.BoundSeconds,
            });
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _listening?.Dispose();
            return Task.CompletedTask;
        }
    }
}
