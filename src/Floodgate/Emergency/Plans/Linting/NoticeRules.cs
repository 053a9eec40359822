using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// A notice says in each language what happened, what it means for vouchers, and when it will be over.
/// </summary>
internal static class NoticeRules
{
    public static void Check(FaultList faults, EmergencyPlan plan)
    {
        for (var i = 0; i < plan.Notices.Count; i++)
        {
            var (notice, at) = (plan.Notices[i], $"/notices/{i}");
            CheckFields(faults, notice.Text.Zh, at + "/text/zh");
            CheckFields(faults, notice.Text.En, at + "/text/en");
            Both(faults, notice.Title, at + "/title");
            Both(faults, notice.Text, at + "/text");
            Both(faults, notice.Short, at + "/short");
            Both(faults, notice.Say, at + "/say");
            Both(faults, notice.What, at + "/what", places: false);
            Both(faults, notice.Effect, at + "/effect", places: false);
        }
    }

    private static void CheckFields(FaultList faults, string text, string at)
    {
        foreach (var field in NoticePlaceholders.Required)
        {
            if (NoticePlaceholders.In(text).Contains(field, StringComparer.Ordinal)) continue;
            var words = NoticePlaceholders.All[field];
            faults.Add(at, "notice-without-field", $"缺少 {{{field}}}（{words.Zh}）。",
                $"The place {{{field}}} ({words.En}) is missing.");
        }
    }

    private static void Both(FaultList faults, BilingualText text, string at, bool places = true)
    {
        if (!HasHan(text.Zh))
            faults.Add(at + "/zh", "language-missing", "这里应为中文。", "The Chinese text is not Chinese.");
        if (HasHan(text.En))
            faults.Add(at + "/en", "language-missing", "这里应为英文。", "The English text is not English.");
        CheckPlaces(faults, text.Zh, at + "/zh", places);
        CheckPlaces(faults, text.En, at + "/en", places);
    }

    private static void CheckPlaces(FaultList faults, string text, string at, bool places)
    {
        foreach (var name in NoticePlaceholders.In(text).Where(name =>
            !places || !NoticePlaceholders.All.ContainsKey(name)).Distinct(StringComparer.Ordinal))
        {
            var cut = name.Length <= 40 ? name : name[..40];
            var known = places ? string.Join(", ", NoticePlaceholders.All.Keys) : "-";
            faults.Add(at, "placeholder-unknown", $"没有占位 {{{cut}}}；有：{known}。",
                $"There is no place {{{cut}}}; there are: {known}.");
        }
    }

    private static bool HasHan(string text) => text.Any(sign => sign is >= '\u4e00' and <= '\u9fff');
}
