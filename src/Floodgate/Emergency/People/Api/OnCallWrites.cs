using Floodgate.Emergency.People.Calendar;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.People.Api;

/// <summary>
/// Changes to the calendar. Each is checked whole, names every fault, and changes nothing if there is one.
/// </summary>
internal sealed class OnCallWrites(CalendarBook book, Func<PeopleInForce> inForce)
{
    private const int BodyBytesMax = 16_384;

    public async Task PutAsync(HttpContext context)
    {
        if (context.Request.Headers.IfMatch.Count == 0)
        {
            await Problem.WriteAsync(context.Response, OnCallRefusals.PreconditionRequired);
            return;
        }

        if (await BytesAsync(context, CalendarDocument.BytesMax) is not { } bytes) return;
        var parse = CalendarDocument.Parse(bytes);
        var faults = parse.Value is { } calendar ? Check(calendar).Select(parse.Locate).ToArray() : [.. parse.Faults];
        if (faults.Length > 0) await RefuseAsync(context, faults);
        else await ChangeAsync(context, _ => parse.Value!, StatusCodes.Status200OK);
    }

    public async Task AddAsync(HttpContext context)
    {
        if (await BytesAsync(context, BodyBytesMax) is not { } bytes) return;
        var parse = DocumentText.Json<Override>(bytes, BodyBytesMax);
        if (parse.Value is not { } entry)
        {
            await RefuseAsync(context, parse.Faults);
            return;
        }

        var faults = Check(new OnCallCalendar { Overrides = [entry] })
            .Select(fault => fault with { Pointer = fault.Pointer["/overrides/0".Length..] }).ToList();
        var known = book.Current.Calendar;
        if (known.Overrides.Any(one => one.Id == entry.Id))
            faults.Add(new DocumentFault("/id", null, null, "duplicate", new(
                "已有这个编号的替班。", "There is one with this id.")));
        if (known.Overrides.Count >= OnCallCalendar.OverridesMax)
            faults.Add(new DocumentFault("", null, null, "too-many", new(
                $"替班最多 {OnCallCalendar.OverridesMax} 条，请先清理过期的。",
                $"At most {OnCallCalendar.OverridesMax} overrides; remove old ones first.")));
        if (faults.Count > 0) await RefuseAsync(context, faults);
        else await ChangeAsync(context, calendar => With(calendar, entry), StatusCodes.Status201Created);
    }

    public Task RemoveAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return ChangeAsync(context, calendar => Without(calendar, id), StatusCodes.Status200OK);
    }

    private static OnCallCalendar? With(OnCallCalendar calendar, Override entry) =>
        calendar.Overrides.Any(one => one.Id == entry.Id)
            ? null
            : calendar with { Overrides = [.. calendar.Overrides, entry] };

    private static OnCallCalendar? Without(OnCallCalendar calendar, string id)
    {
        Override[] left = [.. calendar.Overrides.Where(one => one.Id != id)];
        return left.Length == calendar.Overrides.Count ? null : calendar with { Overrides = left };
    }

    private async Task ChangeAsync(HttpContext context, Func<OnCallCalendar, OnCallCalendar?> change, int status)
    {
        var current = book.Current;
        var header = context.Request.Headers.IfMatch;
        if (header.Count > 0 && !EntityTags.Name(header, OnCallReads.ETag(current.Number), weakly: false))
        {
            await Problem.WriteAsync(context.Response, OnCallRefusals.PreconditionFailed);
            return;
        }

        var actor = context.User.Identity?.Name is { Length: > 0 } name ? name : "unnamed";
        switch (book.Change(header.Count > 0 ? current.Number : null, change, actor))
        {
            case CalendarAnswer.Changed:
                context.Response.Headers.ETag = OnCallReads.ETag(book.Current.Number);
                await OnCallAnswer.WriteAsync(context, new CalendarChangedBody(book.Current.Number), status);
                break;
            case CalendarAnswer.Stale:
                await Problem.WriteAsync(context.Response, OnCallRefusals.PreconditionFailed);
                break;
            case CalendarAnswer.Nothing:
                await Problem.WriteAsync(context.Response, OnCallRefusals.UnknownOverride);
                break;
            default:
                await Problem.WriteAsync(
                    context.Response, OnCallRefusals.CalendarUnavailable, retryAfter: TimeSpan.FromSeconds(2));
                break;
        }
    }

    private IReadOnlyList<DocumentFault> Check(OnCallCalendar calendar)
    {
        var people = inForce();
        return CalendarRules.Check(calendar, people.Plan, people.Contacts);
    }

    private static Task RefuseAsync(HttpContext context, IReadOnlyList<DocumentFault> faults) =>
        Problem.WriteAsync(
            context.Response, OnCallRefusals.CalendarInvalid, json => DocumentFaults.Write(json, faults));

    private static async Task<byte[]?> BytesAsync(HttpContext context, int bytesMax)
    {
        var (bytes, refusal) = await StrictBody.BytesAsync(context.Request, bytesMax, StrictBody.ArrivalMax);
        if (bytes is null) await Problem.WriteAsync(context.Response, refusal!);
        return bytes;
    }
}
