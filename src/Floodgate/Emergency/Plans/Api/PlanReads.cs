using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Plans;

/// <summary>Everything staff may read about plans.</summary>
internal sealed class PlanReads(PlanDesk desk)
{
    public Task ListAsync(HttpContext context)
    {
        var shelf = desk.Shelf;
        var pins = shelf.Pins.Values.Concat(shelf.Proposed.Values).OrderBy(pin => pin.Campaign, StringComparer.Ordinal);
        return WriteAsync(context, new PlanListBody(
            [PlanWords.Of(DefaultPlan.Version), .. shelf.Versions.Select(PlanWords.Of)],
            PlanWords.Of(desk.InForce()),
            [.. pins.Select(pin => PlanWords.Of(pin, shelf.Differences(pin)))],
            new PlanLedgerBody(shelf.Entries, shelf.Head, shelf.BrokenAt)), PlanJson.Default.PlanListBody);
    }

    public Task CurrentAsync(HttpContext context)
    {
        var campaign = context.Request.Query["campaign"].ToString();
        var current = desk.InForce(campaign.Length == 0 ? null : campaign);
        return WriteAsync(context, PlanWords.Of(current), PlanJson.Default.PlanCurrentBody);
    }

    public Task RisksAsync(HttpContext context)
    {
        var campaign = context.Request.Query["campaign"].ToString();
        var current = desk.InForce(campaign.Length == 0 ? null : campaign);
        return WriteAsync(context, RiskWords.Of(current), PlanJson.Default.RiskListBody);
    }

    public static Task SchemaAsync(HttpContext context)
    {
        context.Response.ContentType = "application/schema+json";
        return context.Response.Body.WriteAsync(PlanSchema.Utf8).AsTask();
    }

    public Task GetAsync(HttpContext context)
    {
        if (Find(context, "version") is not { } version)
            return Problem.WriteAsync(context.Response, Refusals.UnknownPlan);
        context.Response.Headers.ETag = $"\"{version.Hash}\"";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(version.Json);
    }

    public Task TextAsync(HttpContext context)
    {
        if (Find(context, "version") is not { } version)
            return Problem.WriteAsync(context.Response, Refusals.UnknownPlan);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(version.Text);
    }

    public Task PrintAsync(HttpContext context)
    {
        if (Find(context, "version") is not { Document: { } plan } version)
            return Problem.WriteAsync(context.Response, Refusals.UnknownPlan);
        var asked = context.Request.Query["lang"].ToString();
        var english = asked.Length > 0
            ? asked == "en" : AcceptLanguage.PrefersEnglish(context.Request.Headers.AcceptLanguage);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(PlanPrint.Html(plan, english, PlanStamp.Of(version)));
    }

    public Task CompareAsync(HttpContext context)
    {
        var plan = (string)context.Request.RouteValues["plan"]!;
        if (Number(context.Request.Query["from"]) is not { } from || Number(context.Request.Query["to"]) is not { } to
            || desk.Shelf.Find(plan, from)?.Document is not { } before
            || desk.Shelf.Find(plan, to)?.Document is not { } after)
            return Problem.WriteAsync(context.Response, Refusals.UnknownPlan);
        var differences = PlanWords.Of(PlanComparison.Compare(before, after));
        return WriteAsync(
            context, new PlanComparisonBody(plan, from, to, differences), PlanJson.Default.PlanComparisonBody);
    }

    internal static Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(body, type, "application/json");

    internal static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private PlanVersion? Find(HttpContext context, string name) =>
        Number((string?)context.Request.RouteValues[name]) is { } number
            ? desk.Shelf.Find((string)context.Request.RouteValues["plan"]!, number) : null;
}
