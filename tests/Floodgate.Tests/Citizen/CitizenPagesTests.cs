using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Floodgate.Web.Citizen;

namespace Floodgate.Tests.Citizen;

public sealed partial class CitizenPagesTests
{
    private const int TransferredBytesMax = 30 * 1024;
    private const int TimeoutMs = 2000;
    private const int PlainBytesMax = 80 * 1024;

    [Fact]
    public void Page_AllItsFilesTogether_AreSmall()
    {
        var files = PageFile.LoadAll();
        Assert.InRange(files.Sum(file => file.SmallestBytes), 1, TransferredBytesMax);
        Assert.InRange(files.Sum(file => file.PlainBytes), 1, PlainBytesMax);
    }

    [Fact]
    public void Page_HasEveryFileThatItNames()
    {
        var files = PageFile.LoadAll().ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in files.Values)
        {
            var text = Text(file);
            foreach (var name in Named(Imports(), text)) Assert.Contains("/js/" + name, files.Keys);
            foreach (var name in Named(FileNames(), text)) Assert.Contains(name, files.Keys.Append("/status"));
        }

        var worker = Text(files["/sw.js"]);
        foreach (var script in files.Keys.Where(path => path.StartsWith("/js/", StringComparison.Ordinal)))
        {
            Assert.Contains($"'{Path.GetFileNameWithoutExtension(script)}'", worker, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Page_HasNoMarkupFromText_NoInlineCode_AndNothingFromElsewhere()
    {
        foreach (var file in PageFile.LoadAll())
        {
            var text = Text(file);
            Assert.DoesNotMatch(ForbiddenMarkup(), text);
            Assert.All(ForeignAddresses().Matches(text), match => Assert.Equal("http://www.w3.org", match.Value));
        }
    }

    [Fact]
    public void Page_EveryTextIsThereInBothLanguages()
    {
        var texts = Text(PageFile.LoadAll().Single(file => file.Path == "/js/texts.js"));
        var keys = Keys().Matches(texts).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var pairs = Pairs().Matches(texts);
        Assert.Equal(keys.Count, pairs.Count);
        foreach (Match pair in pairs)
        {
            Assert.Equal(Placeholders(pair.Groups["zh"].Value), Placeholders(pair.Groups["en"].Value));
        }

        foreach (var file in PageFile.LoadAll())
        {
            foreach (Match use in Uses().Matches(Text(file))) Assert.Contains(use.Groups["key"].Value, keys);
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("gzip;q=0.000", null)]
    [InlineData("GZIP;q=0.5", "gzip")]
    [InlineData("", null)]
    [InlineData("brotli,xgzip", null)]
    public void File_IsSentInTheBestCodingAsked(string accepted, string? coding)
    {
        var file = PageFile.LoadAll().Single(file => file.Path == "/js/app.js");
        var (chosen, body, tag) = file.For(accepted);
        Assert.Equal(coding, chosen);
        Assert.Equal(Text(file), Encoding.UTF8.GetString(Expand(chosen, body)));
        Assert.Equal(coding is null, tag == file.For("").Tag);
    }

    private static string Text(PageFile file) => Encoding.UTF8.GetString(file.For("").Body);

    private static IEnumerable<string> Named(Regex names, string text) =>
        names.Matches(text).Select(match => match.Groups["file"].Value);

    private static string[] Placeholders(string text) =>
        [.. Braced().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static byte[] Expand(string? coding, byte[] body)
    {
        if (coding is null) return body;
        using var source = new MemoryStream(body);
        using Stream stream = coding == "br"
            ? new BrotliStream(source, CompressionMode.Decompress)
            : new GZipStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        stream.CopyTo(target);
        return target.ToArray();
    }

    [GeneratedRegex("""from '\./(?<file>[^']+)'""", RegexOptions.None, TimeoutMs)]
    private static partial Regex Imports();

    [GeneratedRegex("""(?:href|src)="(?<file>/[^"#]+)""", RegexOptions.None, TimeoutMs)]
    private static partial Regex FileNames();

    [GeneratedRegex(
        """rHTML|AdjacentHTML|document\.write|\beval\(|\sstyle="|<style|<script>|\son[a-z]+="|javascript:""",
        RegexOptions.None, TimeoutMs)]
    private static partial Regex ForbiddenMarkup();

    [GeneratedRegex("""(?:https?:)?//[a-z0-9-]+\.[a-z0-9.-]+""", RegexOptions.None, TimeoutMs)]
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
