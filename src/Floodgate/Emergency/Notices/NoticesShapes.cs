using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>The board. <paramref name="State"/>: <c>operational</c> or <c>incident</c>.</summary>
/// <param name="Next">Give it as <c>after</c> for older incidents; left out: there are none.</param>
internal sealed record StatusBody(string State, StatusIncidentBody[] Incidents, string? Next = null);

/// <param name="Status">
/// <c>investigating</c>, <c>identified</c>, <c>monitoring</c>, <c>resolved</c> or <c>postmortem</c>.
/// </param>
/// <param name="Campaigns">Empty: the whole service.</param>
internal sealed record StatusIncidentBody(
    string Id, BilingualText Title, string Status, DateTimeOffset StartedAt, string[] Campaigns,
    StatusUpdateBody[] Updates, DateTimeOffset? ResolvedAt = null);

internal sealed record StatusUpdateBody(
    DateTimeOffset At, BilingualText Title, BilingualText Text, BilingualText Short, DateTimeOffset? ReturnsAt = null);

internal sealed record BannersBody(BannerBody[] Banners);

internal sealed record BannerBody(
    string Id, string Status, BilingualText Title, BilingualText Short, DateTimeOffset At, string[] Campaigns,
    DateTimeOffset? ReturnsAt = null);

/// <summary>Messages to a person.</summary>
/// <param name="Complete">False: the storage is away, and messages may be missing here.</param>
/// <param name="Next">Give it as <c>after</c> for older ones.</param>
internal sealed record NoticesBody(NoticeBody[] Items, bool Complete, string? Next = null);

/// <param name="Kind"><c>pause</c> or <c>message</c>.</param>
internal sealed record NoticeBody(
    string Campaign, string Kind, DateTimeOffset At, BilingualText Notice, DateTimeOffset? ResumesAt = null,
    string? Id = null, string? Batch = null);

internal sealed record DeskNoticesBody(DeskNoticeBody[] Items);

/// <param name="State"><c>before-public</c>, <c>public</c> or <c>over</c>.</param>
internal sealed record DeskNoticeBody(
    string Incident, int Version, string State, BilingualText Title, BilingualText Say, DateTimeOffset ToldAt,
    DateTimeOffset PublicAt, string[] Campaigns, DateTimeOffset? EndedAt = null);

/// <summary>A caller, masked.</summary>
/// <param name="Person">The person key: what a grant by hand is made out to. It leads to nobody.</param>
/// <param name="AsOf">There when a book was closed and its projection answered.</param>
internal sealed record CallerBody(
    bool HoldsVouchers, bool Affected, CallerVoucherBody[] Vouchers, CallerIncidentBody[] Incidents,
    NoticeBody[] Messages, DateTimeOffset? AsOf = null, string? Person = null);

/// <param name="Voucher">The number's last four characters.</param>
internal sealed record CallerVoucherBody(
    string Voucher, string Campaign, string Batch, BilingualText Name, string State, Money FaceValue,
    DateTimeOffset ClaimedAt, DateTimeOffset ValidUntil, bool Affected);

internal sealed record CallerIncidentBody(
    string Incident, BilingualText Title, BilingualText Say, DateTimeOffset PublicAt);

internal sealed record LookupsBody(LookupBody[] Items, string? Next = null);

/// <param name="Subject">A keyed hash: the same caller, the same text; it leads to nobody.</param>
internal sealed record LookupBody(DateTimeOffset At, string Agent, string Reason, string Kind, string Subject);

internal sealed record TalliesBody(TallyBody[] Reasons);

/// <param name="ByMinute">The last hour, the newest minute last.</param>
internal sealed record TallyBody(string Reason, BilingualText Name, int LastHour, int[] ByMinute);

internal sealed record HolderMessagesBody(HolderMessageBody[] Items);

/// <param name="State"><c>queuing</c> or <c>queued</c>.</param>
internal sealed record HolderMessageBody(
    string Id, string Campaign, BilingualText Text, DateTimeOffset At, long Recipients, string State,
    string? Batch = null, DateTimeOffset? CompletedAt = null);
