using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Access.Staff;

/// <summary>What a page sent: small, from the page itself, or not looked at.</summary>
internal sealed class StaffForm
{
    public const int FieldLengthMax = 256;
    private const int BodyBytesMax = 16 * 1024;
    private const int PathLengthMax = 2048;
    private readonly IFormCollection _fields;

    private StaffForm(IFormCollection fields) => _fields = fields;

    /// <summary>Put on every endpoint that takes a form.</summary>
    public static object BodyLimit { get; } = new Limit();

    /// <summary>A field, empty when it was not sent or is too long to be meant.</summary>
    public string this[string name] =>
        _fields[name] is [{ Length: <= FieldLengthMax } value] ? value : "";

    /// <summary>Null when the form did not come from our own page in this browser, or cannot be read.</summary>
    public static async Task<StaffForm?> ReadAsync(HttpContext context)
    {
        try
        {
            if (!context.Request.HasFormContentType) return null;
            var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
            if (!await antiforgery.IsRequestValidAsync(context)) return null;
            return new StaffForm(await context.Request.ReadFormAsync(context.RequestAborted));
        }
        catch (Exception fault) when (fault is BadHttpRequestException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A path on this site, else the console: nobody is sent elsewhere by a crafted link.</summary>
    public static string LocalPath(string? asked) =>
        asked is { Length: <= PathLengthMax } and ['/', not ('/' or '\\'), ..] && !asked.Any(char.IsControl)
            ? asked
            : "/console";

    private sealed class Limit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => BodyBytesMax;
    }
}
