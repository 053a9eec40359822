using Floodgate.Drills.Targets;

namespace Floodgate.Drills.Crowds;

/// <summary>Where the crowd goes and who it is: the server, the campaign there, each person's name and token.</summary>
internal sealed record CrowdEntrance(
    Uri Server, string Campaign, string Run, ClaimWire Wire, string[] Names, byte[][] Tokens)
{
    public string Person(int person) => Names[person];
}
