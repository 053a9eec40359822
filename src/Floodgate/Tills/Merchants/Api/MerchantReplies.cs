using System.Data.Common;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tills.Merchants.Api;

/// <summary>What the operations on merchants have in common.</summary>
internal static class MerchantReplies
{
    public static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Whether the caller named the version that stands; null: none was named, which is refused.</summary>
    public static async Task<Predicate<int>?> MatchAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count > 0) return version => EntityTags.Name(header, Tag(version), weakly: false);
        await Problem.WriteAsync(context.Response, Refusals.PreconditionRequired);
        return null;
    }

    public static Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, int? version = null)
    {
        if (version is { } number) context.Response.Headers.ETag = Tag(number);
        return context.Response.WriteAsJsonAsync(body, type, "application/json");
    }

    /// <summary>Whether there were faults, which are then written as the answer.</summary>
    public static async Task<bool> RefusedAsync(HttpContext context, IEnumerable<TermsFault> faults, string at = "")
    {
        var errors = faults.Select(fault =>
            new ProblemError($"{at}/{fault.Member}", null, fault.Code, fault.Message)).ToArray();
        if (errors.Length == 0) return false;
        await Problem.WriteAsync(
            context.Response, Refusals.MerchantInvalid, json => ProblemError.Write(json, errors));
        return true;
    }

    public static Refusal RefusalOf(MerchantAnswer answer) => answer switch
    {
        MerchantAnswer.UnknownMerchant => Refusals.UnknownMerchant,
        MerchantAnswer.UnknownStore => Refusals.UnknownStore,
        MerchantAnswer.Changed => Refusals.PreconditionFailed,
        MerchantAnswer.MerchantExists => Refusals.MerchantExists,
        MerchantAnswer.StoreExists => Refusals.StoreExists,
        MerchantAnswer.Nothing => Refusals.NothingWaits,
        MerchantAnswer.Own => Refusals.ApproverIsApplicant,
        MerchantAnswer.NotNow => Refusals.StandingUnfit,
        MerchantAnswer.Full => Refusals.MerchantsFull,
        MerchantAnswer.Away => Refusals.MerchantsUnavailable,
        _ => throw new InvalidOperationException($"{answer} is no refusal"),
    };

    /// <summary>The operation; where the storage is away it is refused, not failed.</summary>
    public static RequestDelegate Guard(RequestDelegate work, ILogger log) => async context =>
    {
        try
        {
            await work(context);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException && !context.Response.HasStarted)
        {
            MerchantsLog.StorageFailed(log, fault.GetType().Name);
            await Problem.WriteAsync(
                context.Response, Refusals.MerchantsUnavailable, retryAfter: TimeSpan.FromSeconds(5));
        }
    };

    /// <summary>The filter a list was asked with.</summary>
    public static MerchantQuery Query(HttpContext context, MerchantsOptions options)
    {
        var query = context.Request.Query;
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, options.PageMax) : options.PageMax;
        MerchantState? state = Enum.TryParse<MerchantState>(query["state"], ignoreCase: true, out var named)
            && Enum.IsDefined(named) ? named : null;
        _ = int.TryParse(query["after"], CultureInfo.InvariantCulture, out var after);
        return new MerchantQuery(
            state, query["waiting"] == "true", Text("region"), Text("category"), Text("q"), after, limit);

        string? Text(string name) =>
            query[name].ToString().Trim() is { Length: > 0 and <= 100 } text ? text : null;
    }
}
