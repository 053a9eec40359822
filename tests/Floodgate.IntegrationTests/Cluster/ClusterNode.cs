using System.Net;
using Floodgate.Admission;
using Floodgate.Cluster;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
using Floodgate.IntegrationTests.Storage;
using Floodgate.Storage;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Bell;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Placement;
using Floodgate.Vouchers.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>
/// A node's silo with its books and without its entrance, in this process: real messages between silos, a real
/// PostgreSQL. The first node keeps the membership, so it must live on.
/// </summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-node-").FullName;
    private bool _stopped;

    private ClusterNode(string name, int port, int primary, string connection)
    {
        Name = name;
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleans(silo =>
        {
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, primary));
#pragma warning disable ORLEANSEXP003 // As in a cluster: the default one may have a grain twice while a silo joins.
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
            silo.ConfigureEndpoints(IPAddress.Loopback, port, gatewayPort: 0);
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", "floodgate"));
            silo.Configure<SiloOptions>(one => one.SiloName = name);
            silo.Configure<SiloMessagingOptions>(limits => limits.ResponseTimeout = TimeSpan.FromSeconds(5));
        });
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System).AddSignals().AddSingleton<Gates>();
        services.AddSingleton<IJournal>(_ => PostgresStore.Open(connection, name));
        services.AddSingleton(all =>
        {
            var writer = new JournalWriter(all.GetRequiredService<IJournal>(), TimeProvider.System);
            writer.Start();
            return writer;
        });
        services.AddSingleton(all => new BookEnvironment(
            all.GetRequiredService<IJournal>(), all.GetRequiredService<JournalWriter>(), new StorageOptions(),
            TimeProvider.System, TaskScheduler.Default, all.GetRequiredService<ILogger<JournalWriter>>()));
        services.AddSingleton(all => new VoucherNode(
            all.GetRequiredService<BookEnvironment>(), all.GetRequiredService<Gates>(),
            new SnapshotStore(
                Path.Combine(_folder, "snapshots"), all.GetRequiredService<IJournal>(), NullLogger.Instance),
            KeyRing.Open(Path.Combine(_folder, "keys"), TimeProvider.System),
            all.GetRequiredService<IGrainFactory>()));
        services.AddSingleton(all => new PauseSpool(
            Path.Combine(_folder, "spool"), new Ballast(Path.Combine(_folder, "ballast"), 0),
            NullLogger<PauseSpool>.Instance));
        services.AddSingleton(all => new CampaignControl(
            all.GetRequiredService<VoucherNode>(), all.GetRequiredService<PauseSpool>(), KnownMerchants.None,
            new ResumeRule(), TimeProvider.System, NullLogger<CampaignControl>.Instance)
        {
            Bell = all.GetRequiredService<ClusterBell>(),
        });
        services.AddCluster().AddPlacement();
        _host = builder.Build();
    }

    public string Name { get; }

    public VoucherNode Node => _host.Services.GetRequiredService<VoucherNode>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<ClusterNode> StartAsync(string name, int port, int primary, string connection)
    {
        var node = new ClusterNode(name, port, primary, connection);
        await node._host.StartAsync();
        return node;
    }

    public async Task StopAsync()
    {
        _stopped = true;
        await _host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped) await StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
