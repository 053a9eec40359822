using Floodgate.Emergency.Notices;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Notices;

/// <summary>Boards, desks and incidents for tests.</summary>
internal static class NoticesMaker
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    public static PublicBoard Board(string spool, TimeProvider clock, NoticesOptions? options = null) =>
        NoticesSlice.Board(spool, options ?? new NoticesOptions(), clock, NullLogger<PublicBoard>.Instance);

    public static ServiceDesk Desk(string spool, PublicBoard board, TimeProvider clock) =>
        new(new NoticesOptions(), board, new SpoolCopy<DeskNotice>(
                Path.Combine(spool, "desk.json"), NoticesCopies.Default.DeskNoticeArray, NullLogger.Instance),
            clock, NullLogger<ServiceDesk>.Instance);

    public static PublicIncident Incident(
        string id, DateTimeOffset at, IncidentStatus status = IncidentStatus.Investigating, int updates = 1,
        params string[] campaigns) => new(
            id, Both("标题 " + id, "title " + id), status, at,
            status is IncidentStatus.Resolved or IncidentStatus.Postmortem ? at : null, campaigns,
            [.. Enumerable.Range(0, updates).Select(i => new PublicUpdate(
                at.AddSeconds(i), Both("标题", "title"), Both($"第 {i} 条", $"text {i}"), Both("短", "short"),
                at.AddMinutes(30)))]);

    public static DeskNotice Notice(string incident, int version = 1, params string[] campaigns) => new(
        incident, version, Both("标题", "title"), Both("请这样说", $"say {version}"), Noon, campaigns);

    public static BilingualText Both(string zh, string en) => new(zh, en);
}
