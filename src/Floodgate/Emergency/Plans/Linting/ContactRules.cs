using System.Globalization;
using System.Text.RegularExpressions;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// Everybody the plan names is known and reachable in person in two ways, and no secret is written down.
/// </summary>
internal static partial class ContactRules
{
    private const int PersonalChannelsMin = 2;

    /// <summary>People the plan names and the contacts do not know.</summary>
    public static void CheckPlan(FaultList faults, EmergencyPlan plan, ContactBook contacts)
    {
        var known = contacts.People.Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (pointer, person) in Named(plan))
            if (!known.Contains(person))
                faults.Add(pointer, "person-unknown", $"联系人中没有“{person}”。", $"The contacts do not know '{person}'.");
    }

    public static void CheckContacts(FaultList faults, EmergencyPlan plan, ContactBook contacts)
    {
        CheckPeople(faults, plan.Channels.Select(channel => channel.Kind).ToHashSet(), contacts);
        for (var i = 0; i < contacts.Groups.Count; i++)
            faults.MustBeTeam(plan, $"/groups/{i}/team", contacts.Groups[i].Team);
    }

    /// <summary>The faults of contacts by themselves, whatever plan they are for.</summary>
    public static IReadOnlyList<DocumentFault> Check(DocumentParse<ContactBook> contacts)
    {
        if (contacts.Value is not { } people) return contacts.Faults;
        var faults = new FaultList();
        CheckPeople(faults, [.. Enum.GetValues<ChannelKind>()], people);
        return [.. faults.All.Select(contacts.Locate)];
    }

    private static void CheckPeople(FaultList faults, HashSet<ChannelKind> kinds, ContactBook contacts)
    {
        for (var i = 0; i < contacts.People.Count; i++)
        {
            var (person, at) = (contacts.People[i], $"/people/{i}");
            CheckReach(faults, person, at);
            for (var c = 0; c < person.Channels.Count; c++)
                CheckChannel(faults, kinds, person.Channels[c], $"{at}/channels/{c}");
            for (var q = 0; q < person.Quiet.Count; q++) CheckQuiet(faults, person.Quiet[q], $"{at}/quiet/{q}");
        }

        for (var i = 0; i < contacts.Groups.Count; i++)
            CheckChannel(faults, kinds, contacts.Groups[i].Channel, $"/groups/{i}/channel");
    }

    private static IEnumerable<(string Pointer, string Person)> Named(EmergencyPlan plan)
    {
        yield return ("/assessment/author", plan.Assessment.Author);
        for (var i = 0; i < plan.Assessment.ApprovedBy.Count; i++)
            yield return ($"/assessment/approvedBy/{i}", plan.Assessment.ApprovedBy[i]);
        for (var i = 0; i < plan.Teams.Count; i++)
        {
            var team = plan.Teams[i];
            if (team.Primary is { } primary) yield return ($"/teams/{i}/primary", primary);
            if (team.Deputy is { } deputy) yield return ($"/teams/{i}/deputy", deputy);
            for (var m = 0; m < team.Members.Count; m++) yield return ($"/teams/{i}/members/{m}", team.Members[m]);
        }

        for (var i = 0; i < plan.Levels.Count; i++)
            for (var s = 0; s < plan.Levels[i].Page.Steps.Count; s++)
                if (plan.Levels[i].Page.Steps[s].Person is { } person)
                    yield return ($"/levels/{i}/page/steps/{s}/person", person);
    }

    private static void CheckReach(FaultList faults, Contact person, string at)
    {
        var personal = person.Channels.Where(channel => ContactChannel.ReachesAPerson(channel.Kind))
            .DistinctBy(channel => (channel.Kind, channel.Address)).Count();
        if (personal < PersonalChannelsMin)
            faults.Add(at + "/channels", "person-hard-to-reach",
                $"“{person.Id}”只有 {personal} 个个人渠道，至少要 {PersonalChannelsMin} 个；群机器人不算。",
                $"'{person.Id}' has {personal} personal channels and needs {PersonalChannelsMin}; " +
                "a group's robot never counts.");
    }

    private static void CheckChannel(
        FaultList faults, HashSet<ChannelKind> kinds, ContactChannel channel, string at)
    {
        var kind = DocumentShape.Words(channel.Kind);
        if (!kinds.Contains(channel.Kind))
            faults.Add(at + "/kind", "channel-unplanned", $"方案中没有渠道“{kind.Zh}”。",
                $"The plan has no channel of this kind ({kind.En}).");
        var address = channel.Address;
        var good = channel.Kind switch
        {
            ChannelKind.Smtp => Mail.IsMatch(address),
            ChannelKind.Sms or ChannelKind.Voice => Phone.IsMatch(address),
            ChannelKind.InApp => Account.IsMatch(address),
            _ => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
                && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)),
        };
        if (!good)
            faults.Add(at + "/address", "address-malformed", $"不是“{kind.Zh}”的地址。",
                $"This is no address for this channel ({kind.En}).");
        var signs = channel.Kind is ChannelKind.Webhook or ChannelKind.Wecom or ChannelKind.Dingtalk;
        if (signs && channel.SecretRef is null)
            faults.Add(at, "secret-unnamed", "须写明密钥名（secretRef）。", "It needs the name of a secret (secretRef).");
        if (signs && Secret.IsMatch(address))
            faults.Add(at + "/address", "secret-written-down", "地址里有密钥；密钥放在节点上，这里只写名字。",
                "The address holds a secret; keep it on the node and name it in secretRef.");
    }

    private static void CheckQuiet(FaultList faults, QuietRule rule, string at)
    {
        if (!IsTime(rule.From)) NoTime(faults, at + "/from");
        if (!IsTime(rule.To)) NoTime(faults, at + "/to");
        if (!Zone.IsMatch(rule.TimeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone, out _))
            faults.Add(at + "/timeZone", "time-zone-unknown", "没有这个时区；请写 IANA 名称，如 Asia/Shanghai。",
                "No such time zone; write its IANA name, such as Asia/Shanghai.");
    }

    private static bool IsTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static void NoTime(FaultList faults, string at) =>
        faults.Add(at, "time-malformed", "时间写成 22:00（YAML 中加引号）。", "A time of day is written \"22:00\".");

    [GeneratedRegex(@"^[^@\s]{1,64}@[A-Za-z0-9.-]{1,190}\z", Plain)]
    private static partial Regex Mail { get; }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", Plain)]
    private static partial Regex Phone { get; }

    [GeneratedRegex(@"^[A-Za-z0-9._@+-]{1,64}\z", Plain)]
    private static partial Regex Account { get; }

    [GeneratedRegex(@"[?&](key|access_token|token|sign|secret)=", Plain | RegexOptions.IgnoreCase)]
    private static partial Regex Secret { get; }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+/-]{0,63}\z", Plain)]
    private static partial Regex Zone { get; }

    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking |
        RegexOptions.ExplicitCapture;
}
