using System.Data.Common;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Reviews;

/// <summary>What the operations here have in common: versions as tags, and a storage that may be away.</summary>
internal static class RecordAnswers
{
    public static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Whether the caller named the version that stands; null: none was named, which is refused.</summary>
    public static async Task<Predicate<int>?> MatchAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count > 0) return version => EntityTags.Name(header, ETag(version), weakly: false);
        await Problem.WriteAsync(context.Response, Refusals.PreconditionRequired);
        return null;
    }

    public static Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, int? version = null)
    {
        if (version is { } number) context.Response.Headers.ETag = ETag(number);
        return context.Response.WriteAsJsonAsync(body, type, "application/json");
    }

    public static bool English(HttpContext context)
    {
        var asked = context.Request.Query["lang"].ToString();
        return asked.Length > 0 ? asked == "en" : AcceptLanguage.PrefersEnglish(context.Request.Headers.AcceptLanguage);
    }

    /// <summary>The operation; where the storage is away it is refused, not failed.</summary>
    public static RequestDelegate Guard(RequestDelegate work, ILogger log) => async context =>
    {
        try
        {
            await work(context);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException && !context.Response.HasStarted)
        {
            ReviewsLog.StorageFailed(log, fault.Message);
            await Problem.WriteAsync(
                context.Response, Refusals.RecordsUnavailable, retryAfter: TimeSpan.FromSeconds(5));
        }
    };
}
