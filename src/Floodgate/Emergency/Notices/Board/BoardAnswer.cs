using System.IO.Compression;
using System.IO.Hashing;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Floodgate.Emergency.Notices;

/// <summary>A public answer with its tag, plain and packed: sending it makes nothing.</summary>
internal sealed class BoardAnswer
{
    /// <summary>A cache in front may give it to a crowd for this long.</summary>
    private const string Cacheable = "public, max-age=1";
    private readonly byte[] _plain, _packed;
    private readonly string _tag;

    private BoardAnswer(byte[] plain, byte[] packed, string tag) => (_plain, _packed, _tag) = (plain, packed, tag);

    public static BoardAnswer Of(byte[] body)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal)) gzip.Write(body);
        return new BoardAnswer(body, target.ToArray(), $"\"{XxHash3.HashToUInt64(body):x16}\"");
    }

    public Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        // Weak: the same content in either coding.
        headers.ETag = "W/" + _tag;
        headers.CacheControl = Cacheable;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        // Whoever runs another page for the same crowd may show it there too.
        headers.AccessControlAllowOrigin = "*";
        if (EntityTags.Name(context.Request.Headers.IfNoneMatch, _tag, weakly: true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var packed = _packed.Length < _plain.Length
            && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (packed) headers.ContentEncoding = "gzip";
        var body = packed ? _packed : _plain;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
