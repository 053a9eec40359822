using System.ComponentModel.DataAnnotations;

namespace Floodgate.Web.Console;

/// <summary>Limits of the console.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>Boards whose connection broke that are kept for its return; 0 to 1,000.</summary>
    [Range(0, 1000)]
    public int DisconnectedMax { get; set; } = 50;

    /// <summary>Seconds such a board is kept; 1 to 3,600.</summary>
    [Range(1, 3600)]
    public int DisconnectedSecondsMax { get; set; } = 180;
}
