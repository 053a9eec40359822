using System.Globalization;
using Floodgate.Admission;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>What the desk has around it.</summary>
internal sealed record DeskSurroundings(
    RoomOrders Orders, RoomPlans Plans, StaffPersons Persons,
    Func<string, Contact?> ContactOf, AutomationDesk Automation, Gates Gates,
    Func<PlanShelf> Shelf, ChangeBook Changes, Func<DateTimeOffset?> ContactsChangedAt, Func<string, LossCounted?> Loss)
{
    private const int KeysShown = 5;

    /// <summary>Plan, campaigns, contacts, software, configuration, this server's start; newest first.</summary>
    public IReadOnlyList<ChangeLine> ChangesSince(DateTimeOffset since, DateTimeOffset began)
    {
        var build = typeof(DeskSurroundings).Assembly.GetName().Version?.ToString(3) ?? "";
        ChangeLine[] start = [new(began, new($"服务器启动（程序版本 {build}）", $"The server started (program {build})"))];
        return
        [
            .. start.Concat(OfPlans()).Concat(OfCampaigns()).Concat(OfNode()).Concat(OfContacts())
                .Where(line => line.At >= since).OrderByDescending(line => line.At),
        ];
    }

    private IEnumerable<ChangeLine> OfPlans()
    {
        foreach (var version in Shelf().Versions)
        {
            var name = $"{version.Plan} {version.Number}";
            yield return new ChangeLine(UnixTime.ToTime(version.AtMicros), new(
                $"{version.Author} 提交预案版本 {name}", $"{version.Author} applied plan version {name}"));
            if (version.ApprovedMicros is { } at)
                yield return new ChangeLine(UnixTime.ToTime(at), new(
                    $"{version.Approver} 批准预案版本 {name}", $"{version.Approver} approved plan version {name}"));
        }
    }

    private IEnumerable<ChangeLine> OfCampaigns() =>
        from gate in Gates.All
        from version in gate.Versions
        where version.AppliedMicros > 0
        let stock = version.Definition.Batches.Sum(batch => batch.Stock).ToString("N0", CultureInfo.InvariantCulture)
        select new ChangeLine(UnixTime.ToTime(version.AppliedMicros), new(
            $"活动 {gate.Id} 第 {version.Number} 版（{stock} 张券）",
            $"Campaign {gate.Id}, version {version.Number} ({stock} vouchers)"));

    private IEnumerable<ChangeLine> OfNode()
    {
        foreach (var change in Changes.All)
        {
            if (change.NewVersion)
                yield return new ChangeLine(change.At, new(
                    $"程序更换为版本 {change.Version}", $"The program changed to version {change.Version}"));
            if (change.Keys.Count == 0) continue;
            var names = string.Join(", ", change.Keys.Take(KeysShown));
            var more = change.Keys.Count > KeysShown ? $" +{change.Keys.Count - KeysShown}" : "";
            yield return new ChangeLine(change.At, new(
                $"配置变化：{names}{more}", $"Configuration changed: {names}{more}"));
        }
    }

    private IEnumerable<ChangeLine> OfContacts() => ContactsChangedAt() is { } at
        ? [new ChangeLine(at, new("联系人文件变化", "The contacts changed"))] : [];
}
