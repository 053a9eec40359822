using Floodgate.Emergency.Notifications.Pages;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Tests.Emergency.Notifications;

public sealed class PageRenderingTests
{
    private static readonly PageContent Page = new(
        "inc-20261123-1", ResponseLevel.I, LevelColour.Red, new("数据库写入失败", "Writes to the database fail"),
        new DateTimeOffset(2026, 11, 23, 6, 5, 7, TimeSpan.Zero),
        new("领取已暂停，已领的券不受影响", "Claims are paused; vouchers held are unaffected"),
        new Uri("https://console.example.org/incidents/inc-20261123-1"),
        new Uri("https://console.example.org/ack/AQHtJ2s8K0x1c2VkLWZvci10ZXN0cw"), 2, 4);

    public static TheoryData<string> Kinds => [.. Enum.GetNames<ChannelKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Page_SaysTheFactsOnEveryChannelInBothLanguages(string name)
    {
        var kind = Enum.Parse<ChannelKind>(name);
        var zh = PageRendering.Render(Page, kind, ContactLanguage.Zh).Text;
        Assert.Contains("红色", zh, StringComparison.Ordinal);
        Assert.Contains("数据库写入失败", zh, StringComparison.Ordinal);
        Assert.Contains("领取已暂停，已领的券不受影响", zh, StringComparison.Ordinal);
        Assert.Contains("第 2 步", zh, StringComparison.Ordinal);
        Assert.Contains(kind == ChannelKind.Voice ? "11月23日14点5分" : "2026-11-23 14:05:07 (UTC+08:00)", zh,
            StringComparison.Ordinal);
        var en = PageRendering.Render(Page, kind, ContactLanguage.En).Text;
        Assert.Contains("red", en, StringComparison.Ordinal);
        Assert.Contains("Writes to the database fail", en, StringComparison.Ordinal);
        Assert.Contains("vouchers held are unaffected", en, StringComparison.Ordinal);
        Assert.Contains("call 2 of 4", en, StringComparison.Ordinal);
        Assert.DoesNotContain(en, sign => sign is >= '\u4e00' and <= '\u9fff');
        if (kind == ChannelKind.Voice) return;
        Assert.Contains(Page.Acknowledge!.ToString(), zh, StringComparison.Ordinal);
        Assert.Contains(Page.Acknowledge.ToString(), en, StringComparison.Ordinal);
        Assert.Contains(Page.Console.ToString(), zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Subject_IsOneLineWithLevelWhatAndIncident()
    {
        var subject = PageRendering.Render(Page with { Repeat = true, What = new("一\r\n二", "x\ny") }, ChannelKind.Smtp,
            ContactLanguage.Zh).Subject;
        Assert.Equal("【重复】Ⅰ级（红色） 一  二 · inc-20261123-1", subject);
    }

    [Fact]
    public void Marks_SayTestDrillAndRepeat()
    {
        var text = PageRendering.Render(Page with { Test = true, Drill = true, Repeat = true }, ChannelKind.Sms,
            ContactLanguage.En).Text;
        Assert.StartsWith("[TEST] [DRILL] [REPEAT] ", text, StringComparison.Ordinal);
        Assert.Contains("nothing needs doing", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0), InlineData(100), InlineData(300), InlineData(600)]
    public void Short_IsNeverOver500AndNeverCutsALink(int linkLength)
    {
        var long_ = new BilingualText(new string('长', 2000), new string('l', 2000));
        var page = Page with
        {
            What = long_,
            Effect = long_,
            Acknowledge = new Uri("https://console.example.org/ack/" + new string('a', linkLength)),
            Repeat = true,
        };
        foreach (var kind in new[] { ChannelKind.Sms, ChannelKind.Voice })
        {
            foreach (var language in Enum.GetValues<ContactLanguage>())
            {
                var text = PageRendering.Render(page, kind, language).Text;
                Assert.InRange(text.Length, 50, PageRendering.ShortMax);
                var at = text.IndexOf("/ack/", StringComparison.Ordinal);
                Assert.True(at < 0 || text.Contains(page.Acknowledge.ToString(), StringComparison.Ordinal));
                Assert.Equal(kind == ChannelKind.Sms && linkLength <= 100, at >= 0);
            }
        }
    }

    [Fact]
    public void Group_IsToldThatItAcknowledgesNothing()
    {
        var text = PageRendering.Render(Page with { Acknowledge = null }, ChannelKind.Wecom, ContactLanguage.Zh).Text;
        Assert.Contains("群消息不算确认", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/ack/", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wecom"), InlineData("Dingtalk")]
    public void Markdown_OfAStranger_StaysText(string name)
    {
        var kind = Enum.Parse<ChannelKind>(name);
        var evil = "<@all> [win](https://evil.example) **x** `y` #z";
        var text = PageRendering.Render(Page with { What = new(evil, evil) }, kind, ContactLanguage.Zh).Text;
        Assert.DoesNotContain("<@all>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](https://evil.example)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_NeverLeavesHalfACharacter()
    {
        var smiles = string.Concat(Enumerable.Repeat("😀", 1000));
        for (var odd = 0; odd < 2; odd++)
        {
            var page = Page with { What = new(new string('x', odd) + smiles, smiles) };
            foreach (var kind in Enum.GetValues<ChannelKind>())
            {
                var text = PageRendering.Render(page, kind, ContactLanguage.Zh);
                Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(
                    System.Text.Encoding.UTF8.GetBytes(text.Subject + text.Text)));
            }
        }
    }
}
