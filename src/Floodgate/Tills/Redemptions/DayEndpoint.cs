using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers.Projection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills.Redemptions;

/// <summary>One redemption of a store's day.</summary>
/// <param name="UndoableUntil">Until then the till may undo it.</param>
internal sealed record DayRowBody(
    string RedemptionId, string VoucherId, string Campaign, string Batch, string Terminal, string OrderRef,
    Money OrderAmount, Money Discount, Money Payable, Money Refunded, bool Undone, bool Offline,
    DateTimeOffset RedeemedAt, DateTimeOffset UndoableUntil);

/// <summary>What stands of a day in one currency, refunds deducted.</summary>
internal sealed record DaySumBody(int Count, Money Orders, Money Discount);

/// <param name="Currency">What orders are in; of the newest campaign.</param>
/// <param name="Next">Ask again with <c>after</c> of this; absent at the end.</param>
internal sealed record DayBody(
    string Store, BilingualText? StoreName, string Day, string Currency,
    DaySumBody[] Totals, DayRowBody[] Items, string? Next);

/// <summary>
/// <c>GET /api/v1/till/redemptions?day=2026-11-30</c>: a store's day, the newest first, from the projection.
/// </summary>
internal sealed class DayEndpoint(TillDesk desk, StoreDay days, IOptions<TillsOptions> options, TimeProvider clock)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public async Task HandleAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        var query = context.Request.Query;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _zone).DateTime);
        var limit = options.Value.DayPageMax;
        (long At, ulong Redemption)? after = null;
        var faults = new FaultList();
        // The first and the last years have days that begin or end outside the calendar.
        if (query["day"].ToString() is { Length: > 0 } asked && !(DateOnly.TryParseExact(
            asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is >= 2000 and < 9999))
            faults.Add("/day", "date-malformed", "日期须写作 2026-11-30。", "Write the day as 2026-11-30.");
        if (query["limit"].ToString() is { Length: > 0 } most
            && !(int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit >= 1 && limit <= options.Value.DayPageMax))
            faults.Add("/limit", "out-of-range", $"须在 1 到 {options.Value.DayPageMax} 之间。",
                $"Must be from 1 to {options.Value.DayPageMax}.");
        if (query["after"].ToString() is { Length: > 0 } cursor && (after = Cursor(cursor)) is null)
            faults.Add("/after", "cursor-malformed", "请原样使用上一页的 next。", "Use the last page's next as it was.");
        if (!faults.IsEmpty)
        {
            await Problem.WriteAsync(
                context.Response, Refusals.RedemptionInvalid, json => DocumentFaults.Write(json, faults.All));
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            Body(store, day, after, limit), TillJson.Default.DayBody, "application/json");
    }

    private DayBody Body(StoreFacts store, DateOnly day, (long At, ulong Redemption)? after, int limit)
    {
        var span = (From: Begin(day), Until: Begin(day.AddDays(1)));
        // The totals first: the list, which comes a moment later, has all that they count.
        var sums = days.Sums(store.Number, span);
        var rows = days.Rows(store.Number, span, after, limit + 1);
        var shown = rows.Take(limit).ToArray();
        var totals = sums.GroupBy(sum => CurrencyOf(sum.Campaign)).Select(group =>
            new DaySumBody(
                group.Sum(sum => sum.Count), new Money(group.Sum(sum => sum.OrderCents), group.Key),
                new Money(group.Sum(sum => sum.DiscountCents), group.Key)));
        var newest = desk.Node.Gates.All.Where(gate => gate.Version is not null).MaxBy(gate => gate.Number);
        return new DayBody(
            store.Store, store.Name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            newest?.Version?.Definition.Budget.Currency ?? "CNY", [.. totals], [.. shown.Select(Row)],
            rows.Count > limit ? $"{shown[^1].AtMicros}.{RedemptionNames.Id(shown[^1].Redemption)}" : null);
    }

    private DayRowBody Row(StoreDayRow row)
    {
        var gate = desk.Node.Gates.Find(row.Campaign);
        var rules = (gate?.VersionOf(row.Version) ?? gate?.Version)?.Definition;
        var currency = rules?.Budget.Currency ?? "";
        var at = UnixTime.ToTime(row.AtMicros);
        return new DayRowBody(
            RedemptionNames.Id(row.Redemption), new VoucherId(row.Voucher).ToString(), gate?.Id ?? "",
            rules is not null && row.Batch < rules.Batches.Count ? rules.Batches[row.Batch].Id : "", row.Terminal,
            row.OrderRef, new Money(row.OrderCents, currency), new Money(row.DiscountCents, currency),
            new Money(row.OrderCents - row.DiscountCents, currency), new Money(row.RefundedCents, currency),
            row.Undone, row.Offline, at, at.AddMinutes(rules?.Redemption.UndoMinutes ?? 0));
    }

    private string CurrencyOf(int campaign) =>
        desk.Node.Gates.Find(campaign)?.Version?.Definition.Budget.Currency ?? "";

    private long Begin(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).Micros();
    }

    private static (long At, ulong Redemption)? Cursor(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(
                text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && RedemptionNames.TryParse(text[(dot + 1)..], out var id) ? (at, id.Value) : null;
    }
}
