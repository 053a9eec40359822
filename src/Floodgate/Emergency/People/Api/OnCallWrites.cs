using Floodgate.Emergency.People.Calendar;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.People.Api;

/// <summary>
/// Changes to the calendar. Each is checked whole, names every fault, and changes nothing if there is one.
/// </summary>
internal sealed class OnCallWrites(CalendarBook book, CalendarChanges changes)
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
        var faults = parse.Value is { } calendar
            ? changes.Check(calendar).Select(parse.Locate).ToArray() : [.. parse.Faults];
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

        var faults = changes.Check(entry);
        if (faults.Count > 0) await RefuseAsync(context, faults);
        else
            await ChangeAsync(
                context, calendar => CalendarChanges.With(calendar, entry), StatusCodes.Status201Created);
    }

    public Task RemoveAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return ChangeAsync(context, calendar => CalendarChanges.Without(calendar, id), StatusCodes.Status200OK);
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
