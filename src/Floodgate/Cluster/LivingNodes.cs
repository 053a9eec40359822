namespace Floodgate.Cluster;

/// <summary>Which nodes live, by name, as the cluster's membership has it: a node's name is its silo's.</summary>
internal sealed class LivingNodes(IClusterMembershipService membership, ILocalSiloDetails local)
{
    private volatile Seen _seen = new(MembershipVersion.MinValue, new Dictionary<string, SiloAddress>());

    public string Me => local.Name;

    /// <summary>Rises with every change.</summary>
    public MembershipVersion Version => membership.CurrentSnapshot.Version;

    public IReadOnlyDictionary<string, SiloAddress> Now => Look().Silos;

    public SiloAddress? Find(string name) => Look().Silos.GetValueOrDefault(name);

    private Seen Look()
    {
        var snapshot = membership.CurrentSnapshot;
        if (_seen is { } seen && seen.Version == snapshot.Version) return seen;
        var silos = new Dictionary<string, SiloAddress>(StringComparer.Ordinal);
        foreach (var member in snapshot.Members.Values)
        {
            if (member.Status != SiloStatus.Active) continue;
            // Two of one name: the newer is the node, the older its former process that nobody has missed yet.
            var silo = member.SiloAddress;
            if (!silos.TryGetValue(member.Name, out var other) || other.Generation <= silo.Generation)
                silos[member.Name] = silo;
        }

        return _seen = new Seen(snapshot.Version, silos);
    }

    private sealed record Seen(MembershipVersion Version, Dictionary<string, SiloAddress> Silos);
}
