using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.People;

/// <summary>Limits of calendar and tests. Section <c>Floodgate:People</c> of the configuration.</summary>
public sealed class PeopleOptions
{
    /// <summary>Days ahead that are looked through for gaps.</summary>
    [Range(1, 60)]
    public int GapDays { get; set; } = 14;

    /// <summary>Days ahead that a calendar feed holds.</summary>
    [Range(7, 180)]
    public int FeedDays { get; set; } = 90;

    /// <summary>Days a link to a feed is good.</summary>
    [Range(1, 3660)]
    public int FeedLinkDays { get; set; } = 400;

    /// <summary>Tests of channels that run at one time; beyond, a test is refused.</summary>
    [Range(1, 500)]
    public int ReachTestsMax { get; set; } = 50;

    /// <summary>A channel is tested again no sooner than this.</summary>
    [Range(0, 86_400)]
    public int ReachTestPauseSeconds { get; set; } = 30;

    /// <summary>A channel not tested for so long counts as untested.</summary>
    [Range(1, 365)]
    public int ReachTestDays { get; set; } = 30;

    /// <summary>Between tries to bring into the database what could not be brought yet.</summary>
    [Range(1, 600)]
    public int CatchUpSeconds { get; set; } = 5;

    /// <summary>Versions and results waiting for the database; beyond, the oldest results go.</summary>
    [Range(10, 100_000)]
    public int WaitingMax { get; set; } = 2_000;
}
