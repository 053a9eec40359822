using System.Text;
using System.Text.RegularExpressions;
using Floodgate.Web.Citizen;

namespace Floodgate.Tests.Citizen;

/// <summary>The till's page as files: small, whole, in both languages, nothing from elsewhere.</summary>
public sealed partial class TillPageTests
{
    private const int TransferredBytesMax = 60 * 1024;
    private const int TimeoutMs = 2000;

    [Fact]
    public void Page_AllItsFilesTogether_AreSmall()
    {
        var own = PageFile.LoadTill().Sum(file => file.SmallestBytes);
        var shared = PageFile.LoadAll().Where(file => Shared(file.Path)).Sum(file => file.SmallestBytes);
        Assert.InRange(own + shared, 1, TransferredBytesMax);
    }

    [Fact]
    public void Page_HasEveryFileThatItNames_AndTheWorkerKeepsThem()
    {
        var all = PageFile.LoadTill().Concat(PageFile.LoadAll()).Select(file => file.Path)
            .ToHashSet(StringComparer.Ordinal);
        var worker = Text(PageFile.LoadTill().Single(file => file.Path == "/till/sw.js"));
        foreach (var file in PageFile.LoadTill().Where(file => !Vendored(file.Path)))
        {
            foreach (Match name in Imports().Matches(Text(file)))
            {
                var path = name.Groups["file"].Value;
                Assert.Contains(path.StartsWith('/') ? path : "/till/js" + path[1..], all);
            }

            if (file.Path.StartsWith("/till/js/", StringComparison.Ordinal))
                Assert.Contains($"'{Path.GetFileNameWithoutExtension(file.Path)}'", worker, StringComparison.Ordinal);
            else if (file.Path is not ("/till/index.html" or "/till/sw.js"))
                Assert.Contains($"'{file.Path}'", worker, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Page_EveryTextIsThereInBothLanguages()
    {
        var texts = Text(PageFile.LoadTill().Single(file => file.Path == "/till/js/texts.js"));
        var keys = Keys().Matches(texts).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var pairs = Pairs().Matches(texts);
        Assert.Equal(keys.Count, pairs.Count);
        foreach (Match pair in pairs)
            Assert.Equal(Placeholders(pair.Groups["zh"].Value), Placeholders(pair.Groups["en"].Value));
        foreach (var file in PageFile.LoadTill().Where(file => !Vendored(file.Path)))
            foreach (Match use in Uses().Matches(Text(file))) Assert.Contains(use.Groups["key"].Value, keys);
    }

    [Fact]
    public void Page_HasNoMarkupFromText_AndNothingFromElsewhere()
    {
        foreach (var file in PageFile.LoadTill())
        {
            Assert.DoesNotMatch(ForbiddenMarkup(), Text(file));
            Assert.Empty(ForeignAddresses().Matches(Text(file)));
        }
    }

    /// <summary>The files of others stand with their licences, and the notice names them.</summary>
    [Fact]
    public void EveryVendoredFile_IsNamedInTheNotice_AndKeepsItsLicenceLine()
    {
        var vendored = PageFile.LoadTill().Where(file => Vendored(file.Path)).ToArray();
        Assert.Equal(2, vendored.Length);
        foreach (var file in vendored) Assert.Contains("MIT", Text(file)[..200], StringComparison.Ordinal);
    }

    private static bool Shared(string path) =>
        path is "/style.css" or "/icon.svg" or "/js/api.js" or "/js/dom.js" or "/js/texts.js" or "/js/words.js";

    private static bool Vendored(string path) => path.StartsWith("/till/vendor/", StringComparison.Ordinal);

    private static string Text(PageFile file) => Encoding.UTF8.GetString(file.For("").Body);

    private static string[] Placeholders(string text) =>
        [.. Braced().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("""(?:from|import\() ?'(?<file>[./][^']+)'""", RegexOptions.None, TimeoutMs)]
    private static partial Regex Imports();

    [GeneratedRegex(
        """rHTML|AdjacentHTML|document\.write|\beval\(|\sstyle="|<style|<script>|\son[a-z]+="|javascript:""",
        RegexOptions.None, TimeoutMs)]
    private static partial Regex ForbiddenMarkup();

    [GeneratedRegex("""https?://[a-z0-9-]+\.[a-z0-9.-]+""", RegexOptions.None, TimeoutMs)]
    private static partial Regex ForeignAddresses();

    [GeneratedRegex("""(?<key>\w+): \['""", RegexOptions.None, TimeoutMs)]
    private static partial Regex Keys();

    [GeneratedRegex("""\w+: \['(?<zh>(?:[^'\\]|\\.)+)',\s+'(?<en>(?:[^'\\]|\\.)+)'\]""", RegexOptions.None, TimeoutMs)]
    private static partial Regex Pairs();

    [GeneratedRegex("""\bt\('(?<key>\w+)'""", RegexOptions.None, TimeoutMs)]
    private static partial Regex Uses();

    [GeneratedRegex("""\{\w+\}""", RegexOptions.None, TimeoutMs)]
    private static partial Regex Braced();
}
