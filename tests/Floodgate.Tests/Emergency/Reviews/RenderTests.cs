using System.Text.RegularExpressions;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Reviews;
using Floodgate.Tests.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Reviews;

public sealed partial class RenderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Html_NeedsNothingFromOutside(bool english)
    {
        var html = ReviewHtml.Write(Paper(Story.Of("send-failed").Review()), english);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Html_EveryCitationLeadsToALineOfTheTimeline()
    {
        var html = ReviewHtml.Write(Paper(Story.Of("send-failed", "return-moved").Review()), true);
        var lines = Ids().Matches(html).Select(match => match.Groups["id"].Value).ToHashSet();
        var links = Links().Matches(html).Select(match => match.Groups["id"].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, lines));
    }

    [Fact]
    public void Text_FromATimeline_MakesNoMarkup()
    {
        var story = Story.Of().At(3400, new Reopened("<img src=x onerror=alert(1)> [a](javascript:b)"), "person:li");
        var paper = Paper(story.Review()) with
        {
            Content = new ReviewContent("<script>alert(1)</script>", ["<b>why</b>"], "<i>text</i>"),
        };
        var html = ReviewHtml.Write(paper, true);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>why", html, StringComparison.Ordinal);
        var markdown = ReviewMarkdown.Write(paper with { Content = new ReviewContent() }, true);
        Assert.DoesNotContain("<img", markdown.Replace("\\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("[a](", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_OfAPerson_ReplacesTheTimelines()
    {
        var paper = Paper(Story.Of().Review()) with { Content = new ReviewContent(Whys: ["the disk was full"]) };
        Assert.Equal("the disk was full", paper.AnswerTo(paper.Draft.Whys[0])!.En);
        Assert.Contains("the disk was full", ReviewHtml.Write(paper, true), StringComparison.Ordinal);
        Assert.NotEqual("the disk was full", paper.AnswerTo(paper.Draft.Whys[1])!.En);
    }

    [Fact]
    public void Chart_OfATimelineWithASingleMoment_IsDrawn()
    {
        var story = new Story().At(0, new Opened(
            null, null, null, ResponseLevel.IV, TestPlan.Text("t"), TestPlan.Text("e"), TestPlan.Version,
            Story.Breach, []));
        var svg = ReviewChart.Draw(story.Review(), english: true);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.EndsWith("</svg>", svg, StringComparison.Ordinal);
    }

    private static ReviewPaper Paper(ReviewDraft draft) =>
        new("r-i-1", ReviewState.Draft, 1, draft, new ReviewContent(), []);

    [GeneratedRegex("<tr id=\"(?<id>e-[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#(?<id>e-[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
