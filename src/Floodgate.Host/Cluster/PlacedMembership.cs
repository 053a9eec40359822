using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace Floodgate.Host.Cluster;

/// <summary>
/// Who is in the cluster, in the database that is worked on at that moment: Orleans' own table has one connection
/// string for good, and would go on with a primary that was left behind.
/// </summary>
/// <param name="services">Of the silo.</param>
/// <param name="cluster">The cluster's name.</param>
/// <param name="connection">Connection string of the place; throws when there is none.</param>
/// <param name="log">Of the inner table.</param>
internal sealed class PlacedMembership(
    IServiceProvider services, IOptions<Orleans.Configuration.ClusterOptions> cluster, Func<string> connection,
    ILogger<AdoNetClusteringTable> log) : IMembershipTable, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile Placed? _placed;

    public async Task InitializeMembershipTableAsync(
        bool tryInitTableVersion, CancellationToken cancellationToken = default) =>
        await TableAsync(cancellationToken, tryInitTableVersion);

    public async Task DeleteMembershipTableEntriesAsync(
        string clusterId, CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    public async Task CleanupDefunctSiloEntriesAsync(
        DateTimeOffset beforeDate, CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken);

    public async Task<MembershipTableData> ReadRowAsync(
        SiloAddress key, CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).ReadRowAsync(key, cancellationToken);

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).ReadAllAsync(cancellationToken);

    public async Task<bool> InsertRowAsync(
        MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).InsertRowAsync(entry, tableVersion, cancellationToken);

    public async Task<bool> UpdateRowAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).UpdateRowAsync(entry, etag, tableVersion, cancellationToken);

    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) =>
        await (await TableAsync(cancellationToken)).UpdateIAmAliveAsync(entry, cancellationToken);

    Task IMembershipTable.InitializeMembershipTable(bool tryInitTableVersion) =>
        InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    Task IMembershipTable.DeleteMembershipTableEntries(string clusterId) =>
        DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    Task IMembershipTable.CleanupDefunctSiloEntries(DateTimeOffset beforeDate) =>
        CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    Task<MembershipTableData> IMembershipTable.ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);

    Task<MembershipTableData> IMembershipTable.ReadAll() => ReadAllAsync(CancellationToken.None);

    Task<bool> IMembershipTable.InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        InsertRowAsync(entry, tableVersion, CancellationToken.None);

    Task<bool> IMembershipTable.UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    Task IMembershipTable.UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);

    public void Dispose() => _turn.Dispose();

    private async Task<IMembershipTable> TableAsync(CancellationToken cancel, bool create = false)
    {
        // It may look for the primary, which blocks its thread for a moment.
        var at = await Task.Run(connection, cancel);
        if (_placed is { } known && known.At == at && !create) return known.Table;
        await _turn.WaitAsync(cancel);
        try
        {
            if (_placed is { } made && made.At == at && !create) return made.Table;
            var table = new AdoNetClusteringTable(
                services, cluster,
                Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = at }), log);
            await table.InitializeMembershipTableAsync(create, cancel);
            _placed = new Placed(at, table);
            return table;
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Placed(string At, IMembershipTable Table);
}
