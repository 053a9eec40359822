using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Floodgate.Web.Citizen;

/// <summary>One file of a static page, held in memory plain and in both codings browsers ask for.</summary>
internal sealed class PageFile
{
    private readonly byte[] plain;
    private readonly byte[] gzip;
    private readonly byte[] brotli;
    private readonly string tag;

    private PageFile(string path, byte[] content)
    {
        Path = path;
        ContentType = TypeOf(path);
        plain = content;
        gzip = Compress(content, target => new GZipStream(target, CompressionLevel.SmallestSize));
        brotli = Compress(content, target => new BrotliStream(target, CompressionLevel.SmallestSize));
        tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
    }

    /// <summary>The address, from the root: <c>/js/app.js</c>.</summary>
    public string Path { get; }

    public string ContentType { get; }

    public int PlainBytes => plain.Length;

    public int SmallestBytes => Math.Min(brotli.Length, plain.Length);

    /// <summary>The citizen's page, at the root.</summary>
    public static IReadOnlyList<PageFile> LoadAll() => Load("citizen:", "/");

    /// <summary>The status page, under <c>/status/</c>: it needs nothing of the other but its icon.</summary>
    public static IReadOnlyList<PageFile> LoadStatus() => Load("status:", "/status/");

    /// <summary>The till's page, under <c>/till/</c>; it uses some of the citizen's files too.</summary>
    public static IReadOnlyList<PageFile> LoadTill() => Load("till:", "/till/");

    private static List<PageFile> Load(string prefix, string root)
    {
        var assembly = typeof(PageFile).Assembly;
        var files = new List<PageFile>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The page's file {name} is listed but not in the assembly.");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files.Add(new PageFile(root + name[prefix.Length..].Replace('\\', '/'), content));
        }

        return files;
    }

    /// <summary>Coding (null for none), bytes and entity tag for a request's <c>Accept-Encoding</c>.</summary>
    public (string? Coding, byte[] Body, string Tag) For(StringValues acceptEncoding)
    {
        if (Accepts(acceptEncoding, "br")) return ("br", brotli, $"\"{tag}-br\"");
        if (Accepts(acceptEncoding, "gzip")) return ("gzip", gzip, $"\"{tag}-gz\"");
        return (null, plain, $"\"{tag}\"");
    }

    private static bool Accepts(StringValues header, string coding)
    {
        foreach (var line in header)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var range = line.AsSpan()[part].Trim();
                var semicolon = range.IndexOf(';');
                var name = semicolon < 0 ? range : range[..semicolon].TrimEnd();
                if (!name.Equals(coding, StringComparison.OrdinalIgnoreCase)) continue;
                var weight = semicolon < 0 ? [] : range[(semicolon + 1)..].Trim();
                return !weight.StartsWith("q=0", StringComparison.OrdinalIgnoreCase)
                    || weight.IndexOfAnyInRange('1', '9') >= 0;
            }
        }

        return false;
    }

    private static byte[] Compress(byte[] content, Func<Stream, Stream> coding)
    {
        using var target = new MemoryStream();
        using (var stream = coding(target)) stream.Write(content);
        return target.ToArray();
    }

    private static string TypeOf(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".webmanifest" => "application/manifest+json",
        var other => throw new InvalidOperationException(
            $"No media type is known here for a page file that ends in {other}."),
    };
}
