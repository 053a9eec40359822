namespace Floodgate.Drills.Scenarios;

/// <summary>What is wrong in a scenario file, and where: line counted from 1, member as a dotted path.</summary>
internal sealed record ScenarioFault(string File, long Line, string Member, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Member}: {Message}";
}

/// <summary>
/// Collects every fault of one file, so that its author mends them in one go. Bounded: a broken file needs no novel.
/// </summary>
internal sealed class ScenarioFaults(string file)
{
    public const int CountMax = 50;
    private readonly List<ScenarioFault> _faults = [];

    public IReadOnlyList<ScenarioFault> All => _faults;

    public void Add(long line, string member, string message)
    {
        if (_faults.Count < CountMax) _faults.Add(new ScenarioFault(file, line, member, message));
    }
}
