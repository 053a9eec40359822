using Floodgate.Access;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Navigation;

/// <summary>A page in the navigation.</summary>
/// <param name="Policy">Who sees the link; the page asks for itself.</param>
internal sealed record PageLink(string Address, BilingualText Name, string Policy = ConsoleRoutes.StaffPolicy)
{
    /// <summary>Pages that are reached from this one and have an address of their own.</summary>
    public string? Beside { get; init; }
}

/// <summary>Pages that belong together; the bar names the group, the row below it its pages.</summary>
internal sealed record PageGroup(BilingualText Name, IReadOnlyList<PageLink> Pages)
{
    public static readonly IReadOnlyList<PageGroup> All =
    [
        new(new("活动", "Campaign"),
        [
            new(ConsoleRoutes.Home, new("看板", "Board")),
            new(ConsoleRoutes.Redemptions, new("核销", "Redemptions")),
            new(ConsoleRoutes.Money, new("资金", "Money")),
            new(ConsoleRoutes.Vouchers, new("查券", "Vouchers")),
            new(ConsoleRoutes.Merchants, new("商户", "Merchants")) { Beside = ConsoleRoutes.Stores },
        ]),
        new(new("事件", "Incidents"),
        [
            new(ConsoleRoutes.Incidents, new("事件", "Incidents")),
            new(ConsoleRoutes.Desk, new("客服台", "Service desk")),
            new(ConsoleRoutes.Reviews, new("复盘", "Reviews")),
        ]),
        new(new("预案", "Plan"),
        [
            new(ConsoleRoutes.Readiness, new("准备", "Readiness")),
            new(ConsoleRoutes.Plan, new("预案", "Plan")),
            new(ConsoleRoutes.Drills, new("演练", "Drills")),
            new(ConsoleRoutes.Training, new("培训", "Training")),
            new(ConsoleRoutes.Actions, new("整改", "Actions")),
            new(ConsoleRoutes.Meetings, new("会议", "Meetings")),
        ]),
        new(new("人员", "People"),
        [
            new(ConsoleRoutes.People, new("值班", "On call")),
            new(ConsoleRoutes.Staff, new("账号", "Accounts"), Roles.Admin),
        ]),
        new(new("监督", "Oversight"),
        [
            new(ConsoleRoutes.Approvals, new("审批", "Approvals")),
            new(ConsoleRoutes.Audit, new("审计", "Audit"), Roles.Auditor),
            new(ConsoleRoutes.Cluster, new("集群", "Cluster")),
        ]),
    ];

    /// <param name="path">Of the page that is open, such as <c>/console/reviews/r-1</c>.</param>
    public static PageGroup Of(string path) => All.FirstOrDefault(group => group.Pages.Any(page => IsOpen(page, path)))
        ?? All[0];

    public static bool IsOpen(PageLink page, string path) => page.Address == ConsoleRoutes.Home
        ? path.TrimEnd('/') == ConsoleRoutes.Home
        : IsUnder(page.Address, path) || (page.Beside is { } beside && IsUnder(beside, path));

    private static bool IsUnder(string address, string path) =>
        path == address || path.StartsWith(address + "/", StringComparison.Ordinal);
}
