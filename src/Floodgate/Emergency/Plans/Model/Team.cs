using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>Named responsible people. Ids only: names and numbers are in the contacts.</summary>
internal sealed record Team
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    [Member("职责", "duty", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Duty { get; init; }

    [Member("第一责任人", "primary", Form = TextForm.Id)]
    public string? Primary { get; init; }

    [Member("副手", "deputy", Form = TextForm.Id)]
    public string? Deputy { get; init; }

    [Member("组员", "members", Form = TextForm.Id, Most = 100)]
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Courses whoever is on call must have passed.</summary>
    [Member("必修课程", "courses required", Form = TextForm.Id, Most = 50)]
    public IReadOnlyList<string> Courses { get; init; } = [];

    /// <summary>Primary, deputy and members, each once.</summary>
    public IEnumerable<string> Everyone =>
        new[] { Primary, Deputy }.OfType<string>().Concat(Members).Distinct(StringComparer.Ordinal);
}

internal enum ChannelKind
{
    [Choice("邮件", "mail")] Smtp,
    [Choice("签名回调", "signed webhook")] Webhook,
    [Choice("企业微信群机器人", "WeCom group bot")] Wecom,
    [Choice("钉钉群机器人", "DingTalk group bot")] Dingtalk,
    [Choice("短信", "text message")] Sms,
    [Choice("语音电话", "voice call")] Voice,
    [Choice("控制台内", "in the console")] InApp,
}

/// <summary>How a kind of channel is used: its place in the order, and its limits.</summary>
internal sealed record Channel : IPlanPart
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    [Member("类型", "kind")]
    public required ChannelKind Kind { get; init; }

    /// <summary>
    /// After a send that failed or got no answer, the next channel is tried after this at the latest.
    /// </summary>
    [Member("失败切换（秒）", "fail over after, seconds", Min = 1, Max = 10)]
    public required int FailOverSeconds { get; init; }

    [Member("每分钟上限", "sends a minute at most", Min = 1, Max = 100000)]
    public required int PerMinuteMax { get; init; }

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }

    /// <summary>A group's robot reaches a room, not a person.</summary>
    public bool IsPersonal => ContactChannel.ReachesAPerson(Kind);
}
