using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Crowds;

/// <summary>
/// Where the crowd goes and who it is: the server, the campaign there, each person's token and citizen number.
/// </summary>
internal sealed record CrowdEntrance(Uri Server, string Campaign, string Run, ClaimWire Wire, byte[][] Tokens,
    int[] Numbers)
{
    public string Person(int person) => Citizens.Name(Numbers[person]);
}
