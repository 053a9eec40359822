using System.Net;
using System.Net.Sockets;
using Floodgate.Foundation;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Floodgate.Host.Cluster;

/// <summary>The Orleans silo of this node, which shares its process: of a cluster of one, or of several.</summary>
internal static class Silo
{
    /// <summary>
    /// The embedded cluster of one: a silo on a free loopback port, no gateway, membership in memory.
    /// </summary>
    public static void AddSilo(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, serviceId: "floodgate",
            clusterId: "embedded");
        silo.Configure<SiloOptions>(own => own.SiloName = NodeName.Single);
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
        KeepBooks(silo);
    });

    /// <summary>
    /// A node among others: membership in the database that all share, mutual TLS between them, no gateway.
    /// </summary>
    /// <param name="builder">The host's.</param>
    /// <param name="options">This node.</param>
    /// <param name="certificates">Who may speak as a node.</param>
    /// <param name="connection">The database that is worked on at that moment, as the membership is to open it.</param>
    public static void AddSilo(
        this WebApplicationBuilder builder, ClusterOptions options, ClusterCertificates certificates,
        Func<string> connection) => builder.UseOrleans(silo =>
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(cluster =>
            (cluster.ServiceId, cluster.ClusterId) = ("floodgate", options.Id));
        silo.Configure<SiloOptions>(own => own.SiloName = options.Node);
        silo.ConfigureEndpoints(
            IPAddress.Parse(options.Address), options.Port, gatewayPort: 0,
            listenOnAnyHostAddress: false);
        silo.Services.AddSingleton<IMembershipTable>(all =>
            ActivatorUtilities.CreateInstance<PlacedMembership>(all, connection));
#pragma warning disable ORLEANSEXP003 // Measured: with the default one healthy grains went when another node left.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        silo.UseTls(certificates.Own, tls =>
        {
            tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateValidation = certificates.IsNode;
            tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = options.Id;
        });
        // What is not answered by then has been told 'unknown' to whoever asked.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(3));
        silo.Configure<ClusterMembershipOptions>(members => Watch(members, options));
        KeepBooks(silo);
    });

    /// <summary>Books are exempt from idle collection: a day is longer than any of them rests.</summary>
    private static void KeepBooks(ISiloBuilder silo) =>
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromDays(1));

    /// <summary>
    /// A dead node is noticed within a few probes; a busy one, which answers late to everybody, asks for more time.
    /// </summary>
    private static void Watch(ClusterMembershipOptions members, ClusterOptions options)
    {
        var probe = TimeSpan.FromMilliseconds(options.ProbeMilliseconds);
        members.ProbeTimeout = probe;
        members.NumMissedProbesLimit = options.ProbesMissedMax;
        members.NumVotesForDeathDeclaration = 2;
        members.TableRefreshTimeout = 5 * probe;
        members.IAmAliveTablePublishTimeout = 5 * probe;
        members.DeathVoteExpirationTimeout = 30 * probe;
        members.EnableIndirectProbes = true;
        members.ExtendProbeTimeoutDuringDegradation = true;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
