using System.Globalization;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Notifications.Pages;

/// <summary>The sentences of a page in one language; the channels arrange them.</summary>
internal sealed class PageWords(PageContent page, ContactLanguage language)
{
    private readonly bool _english = language == ContactLanguage.En;

    public string What => Line(page.What);

    public string Effect => Line(page.Effect);

    /// <summary><c>Ⅰ级（红色）</c>, <c>level I (red)</c>.</summary>
    public string Level
    {
        get
        {
            var colour = DocumentShape.Words(page.Colour);
            return Say($"{Roman}级（{colour.Zh}色）", $"Level {page.Level} ({colour.En})");
        }
    }

    /// <summary>The level as a voice says it.</summary>
    public string SpokenLevel
    {
        get
        {
            var colour = DocumentShape.Words(page.Colour);
            var (zh, en) = page.Level switch
            {
                ResponseLevel.I => ("一", "one"),
                ResponseLevel.II => ("二", "two"),
                ResponseLevel.III => ("三", "three"),
                _ => ("四", "four"),
            };
            return Say($"{zh}级，{colour.Zh}色事件", $"Level {en}, {colour.En} incident");
        }
    }

    /// <summary>Test, drill, repeat; empty for a plain page.</summary>
    public string Marks => string.Concat(
        page.Test ? Say("【测试】", "[TEST] ") : "",
        page.Drill ? Say("【演练】", "[DRILL] ") : "",
        page.Repeat ? Say("【重复】", "[REPEAT] ") : "");

    public string Since
    {
        get
        {
            var local = Local();
            var offset = local.ToString("zzz", CultureInfo.InvariantCulture);
            return $"{local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} (UTC{offset})";
        }
    }

    public string SpokenSince
    {
        get
        {
            var local = Local();
            return Say($"{local.Month}月{local.Day}日{local.Hour}点{local.Minute}分",
                local.ToString("MMMM d, HH:mm", CultureInfo.InvariantCulture));
        }
    }

    public string Step => Say($"第 {page.Step} 步呼叫，共 {page.Steps} 步", $"call {page.Step} of {page.Steps}");

    /// <summary>What to do with a page that is only a test; null for a real one.</summary>
    public string? TestNote => page.Test
        ? Say("这是渠道测试，没有发生任何事件，无需处理。", "This tests the channel. Nothing has happened and nothing needs doing.")
        : null;

    public string Say(string zh, string en) => _english ? en : zh;

    private string Roman => page.Level switch
    {
        ResponseLevel.I => "Ⅰ",
        ResponseLevel.II => "Ⅱ",
        ResponseLevel.III => "Ⅲ",
        _ => "Ⅳ",
    };

    private string Line(BilingualText text) => string.Concat(Say(text.Zh, text.En)
        .Select(sign => char.IsControl(sign) ? ' ' : sign)).Trim();

    private DateTimeOffset Local() => TimeZoneInfo.TryFindSystemTimeZoneById(page.TimeZone, out var zone)
        ? TimeZoneInfo.ConvertTime(page.Since, zone)
        : page.Since.ToUniversalTime();
}
