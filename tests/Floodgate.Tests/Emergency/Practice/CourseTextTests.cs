using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;

namespace Floodgate.Tests.Emergency.Practice;

public sealed class CourseTextTests
{
    public static TheoryData<string> Courses() => new(DefaultPlan.Plan.Courses.Select(course => course.Id));

    [Theory]
    [MemberData(nameof(Courses))]
    public void Course_OfThePlan_TeachesEachOfItsTeamsInBothLanguages(string id)
    {
        var course = DefaultPlan.Plan.Courses.Single(one => one.Id == id);
        var text = CourseTexts.Find(id)!;
        Assert.All(course.Teams, team => Assert.True(text.Teaches(DefaultPlan.Plan.TeamOf(team)!.Name), team));
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Page_HasEverySection_AndLoadsNothing(string id)
    {
        var text = CourseTexts.Find(id)!;
        foreach (var english in new[] { true, false })
        {
            var html = CoursePage.Html(text, english);
            var sections = (english ? text.Parts.En : text.Parts.Zh).Split('\n')
                .Count(line => line.StartsWith("### ", StringComparison.Ordinal));
            Assert.Equal(sections, html.Split("<h3>").Length - 1);
            Assert.DoesNotContain("http", html, StringComparison.Ordinal);
            Assert.DoesNotContain("**", html, StringComparison.Ordinal);
            Assert.Equal(html.Split("<ol>").Length, html.Split("</ol>").Length);
            Assert.Equal(html.Split("<ul>").Length, html.Split("</ul>").Length);
        }
    }

    [Fact]
    public void Page_OfATextWithMarkup_KeepsItAsText()
    {
        var text = CourseText.Read("# 甲 · A\n## 中文\n- <b>\n## English\n- <script>x</script> & `y`\n")!;
        Assert.Contains(
            "<li>&lt;script&gt;x&lt;/script&gt; &amp; <code>y</code></li>", CoursePage.Html(text, english: true));
    }

    [Fact]
    public void Item_ThatIsWrapped_StaysOneItem()
    {
        var text = CourseText.Read("# 甲 · A\n## 中文\n## English\n1. one\n   goes **on**\n2. two\n- x\n  y\n")!;
        var html = CoursePage.Parts(text, english: true);
        Assert.Contains("<ol><li>one goes <strong>on</strong></li><li>two</li></ol>", html);
        Assert.Contains("<ul><li>x y</li></ul>", html);
        Assert.DoesNotContain("<p>", html);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# A · B\n## English\n## 中文\n")]
    [InlineData("no title\n## 中文\n## English\n")]
    public void Text_OfAnotherForm_IsNoCourse(string text) => Assert.Null(CourseText.Read(text));
}
