namespace Floodgate.Emergency.Incidents;

/// <summary>Something of this node that the plan may set while it runs, and take back.</summary>
/// <param name="Name">As plans name it.</param>
/// <param name="Now">How it stands; null: there is no limit.</param>
/// <param name="Measure">What it amounts to where no limit is set: the base that percents are of.</param>
/// <param name="Set">Sets it; null: as it was before anybody touched it.</param>
internal sealed record Lever(
    string Name, Func<long?> Now, Func<CancellationToken, Task<long>> Measure, Action<long?> Set, long Min, long Max);

/// <summary>A change of a lever that stands: who made it, and its share of the base in percent.</summary>
/// <param name="Base">What the lever stood at, or amounted to, when the first change was made.</param>
internal sealed record LeverChange(
    string Incident, string Step, string Run, string Lever, long Base, bool HadLimit, int Percent, DateTimeOffset At);
