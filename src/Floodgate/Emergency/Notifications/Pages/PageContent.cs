using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Notifications.Pages;

/// <summary>What a page has to say, before it is put into the words of a channel.</summary>
/// <param name="Incident">Its id, as people name it.</param>
/// <param name="Level">How grave.</param>
/// <param name="Colour">The level's, as the plan has it; a page says it in words.</param>
/// <param name="What">What happened, one sentence.</param>
/// <param name="Since">Since when.</param>
/// <param name="Effect">What it means for vouchers.</param>
/// <param name="Console">Where to act.</param>
/// <param name="Acknowledge">This person's own link; null for groups, whose robot acknowledges nothing.</param>
/// <param name="Step">Which step of the escalation, counted from 1.</param>
/// <param name="Steps">How many there are.</param>
/// <param name="TimeZone">IANA name in which times are said.</param>
internal sealed record PageContent(
    string Incident, ResponseLevel Level, LevelColour Colour, BilingualText What, DateTimeOffset Since,
    BilingualText Effect, Uri Console, Uri? Acknowledge, int Step, int Steps, string TimeZone = "Asia/Shanghai")
{
    /// <summary>It may have been sent before a crash.</summary>
    public bool Repeat { get; init; }

    /// <summary>A test of the channel: nothing has happened, and the page says so first and last.</summary>
    public bool Test { get; init; }

    /// <summary>A drill: to be answered as if it were real.</summary>
    public bool Drill { get; init; }
}

/// <summary>A page in the words of one channel.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">The whole.</param>
internal sealed record PageText(string Subject, string Text);
