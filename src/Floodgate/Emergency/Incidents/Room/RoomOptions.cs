using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Incidents;

/// <summary>How the control room bears a disk that is slow or gone. Section <c>Floodgate:Room</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>
    /// How long a decision waits for its spool before the room goes on from memory. More makes a page later on a bad
    /// disk, less lets a slow but good disk be passed by more often.
    /// </summary>
    [Range(50, 800)]
    public int SpoolWaitMilliseconds { get; set; } = 300;

    /// <summary>A spool that is silent for longer is said in the timeline of every live incident.</summary>
    [Range(1, 60)]
    public int SpoolSilenceSaidSeconds { get; set; } = 2;
}
