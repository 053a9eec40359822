using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// The people behind a plan's ids. Personal data: kept apart from the plan, never logged, never part of its versions.
/// Secrets are in neither: <see cref="ContactChannel.SecretRef"/> names one of the node's.
/// </summary>
internal sealed record ContactBook
{
    [Member("人员", "people", Most = 1000)]
    public required IReadOnlyList<Contact> People { get; init; }

    /// <summary>Rooms with a robot; no person is reached by one.</summary>
    [Member("群", "groups", Most = 100)]
    public IReadOnlyList<ContactGroup> Groups { get; init; } = [];

    public Contact? Find(string person) => People.FirstOrDefault(one => one.Id == person);
}

internal enum ContactLanguage
{
    [Choice("中文", "Chinese")] Zh,
    [Choice("英文", "English")] En,
}

internal sealed record Contact
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("姓名", "name", Max = 80)]
    public required string Name { get; init; }

    [Member("职务", "post", Max = 120)]
    public required BilingualText Role { get; init; }

    [Member("语言", "language")]
    public ContactLanguage Language { get; init; } = ContactLanguage.Zh;

    /// <summary>In the order in which they are tried.</summary>
    [Member("渠道", "channels", Most = 10)]
    public required IReadOnlyList<ContactChannel> Channels { get; init; }

    [Member("免打扰", "quiet times", Most = 10)]
    public IReadOnlyList<QuietRule> Quiet { get; init; } = [];
}

internal sealed record ContactChannel
{
    [Member("类型", "kind")]
    public required ChannelKind Kind { get; init; }

    /// <summary>Mail address, webhook address, phone number (+86...), or for in-app the name of the account.</summary>
    [Member("地址", "address", Max = 300)]
    public required string Address { get; init; }

    /// <summary>
    /// The name of a secret of the node: FLOODGATE_SECRET_NAME in the environment, or a file in the key folder.
    /// </summary>
    [Member("密钥名", "name of the secret", Form = TextForm.Id)]
    public string? SecretRef { get; init; }

    public static bool ReachesAPerson(ChannelKind kind) => kind is not (ChannelKind.Wecom or ChannelKind.Dingtalk);
}

/// <summary>Times of a day at which only grave pages ring; past midnight when it ends before it begins.</summary>
internal sealed record QuietRule
{
    /// <summary>HH:mm.</summary>
    [Member("从", "from", Max = 5)]
    public required string From { get; init; }

    [Member("到", "to", Max = 5)]
    public required string To { get; init; }

    [Member("时区", "time zone", Max = 64)]
    public string TimeZone { get; init; } = "Asia/Shanghai";
}

internal sealed record ContactGroup
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("小组", "team", Form = TextForm.Id)]
    public required string Team { get; init; }

    [Member("渠道", "channel")]
    public required ContactChannel Channel { get; init; }
}
