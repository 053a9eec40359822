using System.ComponentModel.DataAnnotations;

namespace Floodgate.Emergency.Notices;

/// <summary>Limits of public notices, the service desk and messages to holders.</summary>
public sealed class NoticesOptions
{
    /// <summary>The status says that this node is for drills; set by <c>serve --drill</c>.</summary>
    public bool ForDrills { get; set; }

    /// <summary>How long a resolved incident stays on the status page, 1 to 3,650 days.</summary>
    [Range(1, 3650)]
    public int HistoryDaysMax { get; set; } = 90;

    /// <summary>Incidents the status page remembers, 10 to 10,000; the oldest that are over go first.</summary>
    [Range(10, 10_000)]
    public int IncidentsMax { get; set; } = 1_000;

    /// <summary>Updates of one incident that stay readable, 2 to 1,000: the first, and the newest.</summary>
    [Range(2, 1_000)]
    public int UpdatesPerIncidentMax { get; set; } = 50;

    /// <summary>Incidents in one answer of the status interface, 1 to 200; the rest follow by its cursor.</summary>
    [Range(1, 200)]
    public int IncidentsPerAnswerMax { get; set; } = 20;

    /// <summary>Banners on the citizen's pages at one time, 1 to 10.</summary>
    [Range(1, 10)]
    public int BannersMax { get; set; } = 3;

    /// <summary>How long a banner says that it is over, 0 to 1,440 minutes.</summary>
    [Range(0, 1440)]
    public int BannerResolvedMinutes { get; set; } = 10;

    /// <summary>Notices the service desk keeps, 10 to 1,000; the oldest go first.</summary>
    [Range(10, 1_000)]
    public int DeskNoticesMax { get; set; } = 200;

    /// <summary>Look-ups one member of staff may make in the long run, 1 to 600 a minute.</summary>
    [Range(1, 600)]
    public int LookupsPerMinuteMax { get; set; } = 30;

    /// <summary>Look-ups at once after a rest, 1 to 100.</summary>
    [Range(1, 100)]
    public int LookupsBurstMax { get; set; } = 10;

    /// <summary>Calls one member of staff may tally in the long run, 1 to 600 a minute.</summary>
    [Range(1, 600)]
    public int TalliesPerMinuteMax { get; set; } = 60;

    /// <summary>Members of staff whose pace is remembered, 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int AgentsRememberedMax { get; set; } = 1_000;

    /// <summary>
    /// What the identity provider hashes (SHA-256, hexadecimal, lower case) for its claim <c>phone_hash</c>;
    /// <c>{digits}</c> stands for the national number, such as <c>13800000000</c>.
    /// </summary>
    [Required, RegularExpression(@".*\{digits\}.*")]
    public string PhoneHashInput { get; set; } = "{digits}";

    /// <summary>Recipients put into the list in one transaction, 100 to 100,000.</summary>
    [Range(100, 100_000)]
    public int RecipientsPerStepMax { get; set; } = 10_000;

    /// <summary>
    /// How long a message waits until the tables have followed the journal to the moment it was ordered, 0 to 60
    /// seconds.
    /// </summary>
    [Range(0, 60)]
    public int ProjectionWaitSecondsMax { get; set; } = 5;

    /// <summary>Messages in one answer to a person, 1 to 200.</summary>
    [Range(1, 200)]
    public int MessagesPerAnswerMax { get; set; } = 50;
}
