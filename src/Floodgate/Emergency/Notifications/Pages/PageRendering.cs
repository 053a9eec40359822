using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Notifications.Pages;

/// <summary>
/// Puts a page into the words of a channel: the same facts everywhere, as much as the channel carries.
/// </summary>
internal static class PageRendering
{
    /// <summary>Characters of a text message, and of what a voice says.</summary>
    public const int ShortMax = 500;

    private const int SubjectWhatMax = 60;
    private const int WhatMax = 600;
    private const int ShortWhatMax = 120;
    private const int ShortEffectMax = 80;

    public static PageText Render(PageContent page, ChannelKind kind, ContactLanguage language)
    {
        var words = new PageWords(page, language);
        return new PageText(Subject(page, words), kind switch
        {
            ChannelKind.Sms => Short(page, words),
            ChannelKind.Voice => Spoken(words),
            ChannelKind.Wecom => Marked(page, words, "\n"),
            // DingTalk joins lines that have no empty one between them.
            ChannelKind.Dingtalk => Marked(page, words, "\n\n"),
            _ => Full(page, words),
        });
    }

    private static string Subject(PageContent page, PageWords words) =>
        $"{words.Marks}{words.Level} {Cut(words.What, SubjectWhatMax)} · {page.Incident}";

    private static string Full(PageContent page, PageWords words)
    {
        var how = page.Acknowledge is { } link
            ? words.Say($"确认收到（打开后再点一下“我来处理”才算）：\n{link}",
                $"Acknowledge (open it, then tap \"I am on it\"; opening alone does not count):\n{link}")
            : words.Say("请在控制台中确认收到。", "Acknowledge in the console.");
        string?[] lines =
        [
            words.Marks.Length > 0 ? words.Marks.Trim() : null,
            words.TestNote,
            words.Say($"{words.Level}事件 {page.Incident}", $"{words.Level}, incident {page.Incident}"),
            words.Say("发生了什么：", "What happened: ") + Cut(words.What, WhatMax),
            words.Say("开始时间：", "Since: ") + words.Since,
            words.Say("对券的影响：", "Effect on vouchers: ") + Cut(words.Effect, WhatMax),
            page.Repeat ? words.Say("重复发送：系统重启前可能已发过，编号相同。",
                "Sent again: it may have been sent before a restart, under the same id.") : null,
            words.Step,
            "",
            how,
            "",
            words.Say($"控制台：\n{page.Console}", $"Console:\n{page.Console}"),
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Marked(PageContent page, PageWords words, string end)
    {
        var how = page.Acknowledge is { } link
            ? words.Say($"[确认收到]({link})", $"[Acknowledge]({link})")
            : words.Say("群消息不算确认，请在控制台或自己的链接上确认。",
                "A group's message acknowledges nothing: use the console or your own link.");
        string?[] lines =
        [
            $"**{Plain(words.Marks)}{words.Level} {Plain(Cut(words.What, WhatMax))}**",
            words.TestNote,
            words.Say("> 事件：", "> Incident: ") + Plain(page.Incident),
            words.Say("> 开始时间：", "> Since: ") + words.Since,
            words.Say("> 对券的影响：", "> Effect on vouchers: ") + Plain(Cut(words.Effect, WhatMax)),
            "> " + words.Step,
            words.Say($"[打开控制台]({page.Console})", $"[Open the console]({page.Console})"),
            how,
        ];
        return string.Join(end, lines.OfType<string>());
    }

    /// <summary>
    /// Links are whole or absent: first the console's goes, then the one to acknowledge, and the text says where
    /// instead.
    /// </summary>
    private static string Short(PageContent page, PageWords words)
    {
        var facts = words.Say(
            $"{words.Marks}{words.TestNote}{words.Level}：{Cut(words.What, ShortWhatMax)}。{words.Since}起。" +
            $"影响：{Cut(words.Effect, ShortEffectMax)}。{words.Step}。",
            $"{words.Marks}{words.TestNote} {words.Level}: {Cut(words.What, ShortWhatMax)}. Since {words.Since}. " +
            $"Effect: {Cut(words.Effect, ShortEffectMax)}. {words.Step}.");
        var console = words.Say("控制台：", " Console: ") + page.Console;
        var inConsole = words.Say("请在控制台确认。", " Acknowledge in the console.");
        var link = page.Acknowledge is { } own ? words.Say("确认：", " Acknowledge: ") + own + " " : null;
        string[] forms = link is null
            ? [facts + inConsole + console, facts + inConsole]
            : [facts + link + console, facts + link, facts + inConsole + console, facts + inConsole];
        return Cut(forms.FirstOrDefault(form => form.Length <= ShortMax) ?? forms[^1], ShortMax);
    }

    /// <summary>For the ear: no links, no ids; the gateway asks for the key.</summary>
    private static string Spoken(PageWords words)
    {
        var text = words.Say(
            $"这里是稳券应急值班。{words.Marks}{words.TestNote}{words.SpokenLevel}。{Cut(words.What, ShortWhatMax)}。" +
            $"开始于{words.SpokenSince}。对券的影响：{Cut(words.Effect, ShortEffectMax)}。{words.Step}。确认收到，请按 1。",
            $"This is the Floodgate emergency desk. {words.Marks}{words.TestNote} {words.SpokenLevel}. " +
            $"{Cut(words.What, ShortWhatMax)}. Since {words.SpokenSince}. Effect on vouchers: " +
            $"{Cut(words.Effect, ShortEffectMax)}. This is {words.Step}. To acknowledge, press 1.");
        return Cut(text, ShortMax);
    }

    /// <summary>So many characters at most, never half of one.</summary>
    private static string Cut(string text, int most)
    {
        text = text.TrimEnd('。', '.', ' ');
        if (text.Length <= most) return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }

    /// <summary>
    /// Text from outside, such as an alert's, must stay text: signs with a meaning in Markdown, and mentions, become
    /// their full-width look-alikes.
    /// </summary>
    private static string Plain(string text) => string.Concat(text.Select(sign => sign switch
    {
        '<' => '＜',
        '>' => '＞',
        '[' => '［',
        ']' => '］',
        '*' => '＊',
        '_' => '＿',
        '`' => '｀',
        '#' => '＃',
        '@' => '＠',
        _ => sign,
    }));
}
