using System.Text.Json;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tests.Foundation;

public sealed class ProblemTests
{
    private const int HotBodyBytesMax = 1024;

    [Fact]
    public void Utf8_WithoutExtensions_IsOneSmallArrayPerLanguage()
    {
        foreach (var refusal in Refusals.All)
        {
            Assert.Same(Problem.Utf8(refusal), Problem.Utf8(refusal));
            Assert.NotSame(Problem.Utf8(refusal), Problem.Utf8(refusal, english: true));
            Assert.InRange(Problem.Utf8(refusal, english: true).Length, 100, HotBodyBytesMax);
            Assert.InRange(Problem.Utf8(refusal).Length, 100, HotBodyBytesMax);
        }
    }

    [Fact]
    public void Utf8_HasTheMembersOfProblemDetailsAndBothLanguages()
    {
        using var document = JsonDocument.Parse(Problem.Utf8(Refusals.SoldOut, english: true));
        var problem = document.RootElement;
        Assert.Equal("/problems/sold-out", problem.GetProperty("type").GetString());
        Assert.Equal(Refusals.SoldOut.Happened.En, problem.GetProperty("title").GetString());
        Assert.Equal(409, problem.GetProperty("status").GetInt32());
        Assert.Equal("sold-out", problem.GetProperty("code").GetString());
        Assert.Equal(Refusals.SoldOut.Next.En, problem.GetProperty("detail").GetString());
        var chinese = problem.GetProperty("messages").GetProperty("zh");
        Assert.Equal(Refusals.SoldOut.Happened.Zh, chinese.GetProperty("happened").GetString());
        Assert.Equal(Refusals.SoldOut.Meaning.Zh, chinese.GetProperty("meaning").GetString());
        Assert.Equal(Refusals.SoldOut.Next.Zh, chinese.GetProperty("next").GetString());
    }

    [Fact]
    public void Utf8_OfARefusalOutsideTheCatalogue_IsWrittenToo()
    {
        var refusal = new Refusal("tray-open", 409, new("托盘", "Tray"), new("无", "None"), new("关", "Close \"it\""));
        using var document = JsonDocument.Parse(Problem.Utf8(refusal, english: true));
        Assert.Equal("Close \"it\"", document.RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Write_SetsStatusHeadersAndExtensions()
    {
        var context = Context("en-GB,en;q=0.9");
        await Problem.WriteAsync(
            context.Response, Refusals.Paused, writer => writer.WriteString("resumesAt", "2026-11-22T02:00:00Z"),
            TimeSpan.FromMilliseconds(1001));

        Assert.Equal(409, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal("2", context.Response.Headers.RetryAfter);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        Assert.Equal("en", context.Response.Headers.ContentLanguage);
        var body = ((MemoryStream)context.Response.Body).ToArray();
        Assert.Equal(body.Length, context.Response.ContentLength);
        using var document = JsonDocument.Parse(body);
        Assert.Equal("2026-11-22T02:00:00Z", document.RootElement.GetProperty("resumesAt").GetString());
        Assert.Equal(Refusals.Paused.Happened.En, document.RootElement.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(2000, "2")]
    public async Task Write_RetryAfter_IsAtLeastOneWholeSecond(int milliseconds, string header)
    {
        var context = Context("zh");
        await Problem.WriteAsync(context.Response, Refusals.Overloaded, null, TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(header, context.Response.Headers.RetryAfter);
        Assert.Equal(Problem.Utf8(Refusals.Overloaded), ((MemoryStream)context.Response.Body).ToArray());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("fr", false)]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", false)]
    [InlineData("en-GB,en;q=0.9,zh;q=0.8", true)]
    [InlineData("zh;q=0.3, en;q=0.5", true)]
    [InlineData("en, zh", true)]
    [InlineData("zh, en", false)]
    [InlineData("en;q=0", false)]
    [InlineData("english", false)]
    [InlineData("EN-us", true)]
    [InlineData("en;q=x,;;,=", false)]
    public void AcceptLanguage_IsChineseUnlessEnglishIsPreferred(string? header, bool english) =>
        Assert.Equal(english, AcceptLanguage.PrefersEnglish(header));

    [Fact]
    public void Page_ForEveryCode_ShowsBothLanguages_AndNoneForAnUnknownOne()
    {
        foreach (var refusal in Refusals.All)
        {
            var html = ProblemPage.Html(refusal.Code);
            Assert.NotNull(html);
            Assert.Contains(refusal.Happened.Zh, html, StringComparison.Ordinal);
            Assert.Contains(">" + refusal.Code + "<", html, StringComparison.Ordinal);
        }

        Assert.Null(ProblemPage.Html("<script>"));
    }

    private static DefaultHttpContext Context(string languages)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptLanguage = languages;
        context.Response.Body = new MemoryStream();
        return context;
    }
}
