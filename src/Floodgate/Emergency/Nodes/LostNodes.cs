namespace Floodgate.Emergency.Nodes;

/// <summary>A node as the membership lists it.</summary>
internal readonly record struct Member(string Name, SiloAddress Silo, SiloStatus Status);

/// <summary>
/// Nodes that served and were then declared dead without having said that they leave. One that is back, or that a
/// person has cordoned because it will not be back, is lost no more. Pure; of one thread.
/// </summary>
internal sealed class LostNodes
{
    private readonly HashSet<SiloAddress> _served = [];
    private readonly HashSet<SiloAddress> _left = [];
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _lost = new(StringComparer.Ordinal);

    /// <summary>Takes the membership as it is now.</summary>
    public void Learn(IEnumerable<Member> members)
    {
        // Of one name the newest process is the node.
        foreach (var member in members.GroupBy(one => one.Name, StringComparer.Ordinal)
            .Select(group => group.MaxBy(one => one.Silo.Generation)))
            Learn(member);
    }

    /// <summary>Until it is back and lost once more.</summary>
    public void Forget(string name)
    {
        _lost.Remove(name);
        _forgotten.Add(name);
    }

    /// <param name="cordoned">Whom nobody waits for.</param>
    public string[] Names(Predicate<string> cordoned) => [.. _lost.Where(name => !cordoned(name))];

    private void Learn(Member member)
    {
        switch (member.Status)
        {
            case SiloStatus.Active:
                _served.Add(member.Silo);
                _lost.Remove(member.Name);
                _forgotten.Remove(member.Name);
                break;
            case SiloStatus.ShuttingDown or SiloStatus.Stopping:
                _left.Add(member.Silo);
                break;
            case SiloStatus.Dead when _served.Contains(member.Silo) && !_left.Contains(member.Silo)
                && !_forgotten.Contains(member.Name):
                _lost.Add(member.Name);
                break;
            default:
                break;
        }
    }
}
