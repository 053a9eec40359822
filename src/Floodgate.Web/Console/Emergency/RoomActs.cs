using System.Runtime.CompilerServices;
using System.Security.Claims;
using Floodgate.Audit.Face;
using Floodgate.Emergency.Incidents.Face;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Emergency;

/// <summary>
/// What the parts of a room ask for, in the name of whoever looks: one thing at a time, and its refusal in words.
/// </summary>
/// <param name="desk">Carries it out.</param>
/// <param name="audit">Writes it into the trail.</param>
/// <param name="incident">Whose room it is.</param>
/// <param name="user">Whoever looks.</param>
/// <param name="changed">Shows the room anew.</param>
public sealed class RoomActs(
    IncidentDesk desk, ConsoleActs audit, string incident, Func<Task<ClaimsPrincipal>> user, Func<Task> changed)
{
    public delegate Task<BilingualText?> Asked(IncidentDesk desk, string incident, ClaimsPrincipal user);

    public IncidentDesk Desk => desk;

    public string Incident => incident;

    public bool Busy { get; private set; }

    public IReadOnlyList<BilingualText> Faults { get; private set; } = [];

    /// <summary>True: it was done.</summary>
    public async Task<bool> RunAsync(Asked act, [CallerMemberName] string name = "")
    {
        if (Busy) return false;
        (Busy, Faults) = (true, []);
        try
        {
            var who = await user();
            var refusal = await audit.RunAsync(
                who, "incident." + name.Replace("Async", "", StringComparison.Ordinal).ToLowerInvariant(),
                "incident/" + incident, null, () => act(desk, incident, who));
            Faults = refusal is null ? [] : [refusal];
            return refusal is null;
        }
        finally
        {
            Busy = false;
            await changed();
        }
    }
}
