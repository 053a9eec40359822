using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// What the public is told, in both languages, with places of <see cref="NoticePlaceholders"/> in braces. Title and
/// text must say what happened, what it means for vouchers, and when it will be over.
/// </summary>
internal sealed record NoticeTemplate
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    [Member("标题", "title", Max = 80)]
    public required BilingualText Title { get; init; }

    [Member("正文", "text", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Text { get; init; }

    /// <summary>For banners and text messages.</summary>
    [Member("短文", "short text", Max = 200)]
    public required BilingualText Short { get; init; }

    /// <summary>What service staff say to a caller; they see it before the public sees the text.</summary>
    [Member("客服话术", "words for service staff", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Say { get; init; }

    /// <summary>The place <c>{what}</c> until a person says it better.</summary>
    [Member("发生了什么", "what happened", Max = 200)]
    public required BilingualText What { get; init; }

    /// <summary>The place <c>{effect}</c> when no detector says it better.</summary>
    [Member("对券的影响", "effect on vouchers", Max = 300)]
    public required BilingualText Effect { get; init; }
}

/// <summary>The closed list of places a notice may have, and what fills them.</summary>
internal static class NoticePlaceholders
{
    public const string What = "what";
    public const string Effect = "effect";
    public const string ReturnAt = "returnAt";

    public static readonly IReadOnlyDictionary<string, BilingualText> All =
        new Dictionary<string, BilingualText>(StringComparer.Ordinal)
        {
            [What] = new("发生了什么", "what happened"),
            [Effect] = new("对券的影响", "what it means for vouchers"),
            [ReturnAt] = new("预计恢复时间", "when it is expected to be over"),
            ["since"] = new("开始时间", "since when"),
            ["campaign"] = new("活动名称", "the campaign's name"),
            ["updateBy"] = new("下次更新时间", "when the next update comes at the latest"),
            ["link"] = new("状态页地址", "the address of the status page"),
        };

    /// <summary>What every public text must hold.</summary>
    public static readonly IReadOnlyList<string> Required = [What, Effect, ReturnAt];

    /// <summary>The names in braces, in order; a brace that is not closed gives an empty name.</summary>
    public static IEnumerable<string> In(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            yield return close < 0 ? "" : text[(open + 1)..close];
            if (close < 0) yield break;
        }
    }

    /// <summary>The text with its places filled; a place without a value stays as it is written.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }
}
