using System.Text.Json;
using Floodgate.Campaigns.Lists;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Floodgate.Campaigns;

/// <summary>
/// <c>POST /api/v1/ops/allow-lists</c>: text/plain or text/csv, one entry a line. 201 <c>{id, sha256, entries}</c>:
/// sha256 is
/// that of the uploaded bytes, entries those that differ. The same list again gets the same answer.
/// </summary>
internal sealed class AllowListUpload(AllowLists lists, IOptions<CampaignsOptions> options,
    ILogger<AllowListUpload> log)
    : IDisposable
{
    private readonly SemaphoreSlim _room = new(options.Value.AllowListUploadsMax);

    public async Task HandleAsync(HttpContext context)
    {
        if (!IsText(context.Request.ContentType))
        {
            await Problem.WriteAsync(context.Response, AllowListRefusals.MediaType);
            return;
        }

        if (!await _room.WaitAsync(0))
        {
            await Problem.WriteAsync(context.Response, Refusals.TooManyRequests, retryAfter: TimeSpan.FromSeconds(10));
            return;
        }

        try
        {
            // The reading counts the bytes itself, so that the refusal is one of ours.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = null;
            var content = await lists.StoreAsync(context.Request.BodyReader, context.RequestAborted);
            var answer = content.Fault == AllowListFault.None
                ? AnswerAsync(context, content)
                : RefuseAsync(context, content);
            await answer;
        }
        catch (Exception fault) when (fault is (IOException and not BadHttpRequestException)
            or UnauthorizedAccessException)
        {
            CampaignsLog.AllowListNotStored(log, fault);
            await Problem.WriteAsync(context.Response, Refusals.DataFolderReadOnly);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private static bool IsText(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));

    private Task AnswerAsync(HttpContext context, AllowListContent content)
    {
        var id = AllowLists.IdOf(content.Sha256);
        CampaignsLog.AllowListStored(log, id, content.Persons.Length);
        return Results.Json(new { id, sha256 = content.Sha256, entries = content.Persons.Length },
            JsonSerializerOptions.Web, statusCode: StatusCodes.Status201Created).ExecuteAsync(context);
    }

    private Task RefuseAsync(HttpContext context, AllowListContent content)
    {
        var limits = options.Value;
        var (refusal, zh, en) = content.Fault switch
        {
            AllowListFault.MalformedLine => (AllowListRefusals.Malformed, "这一行不是有效的名单项。", "This line is no entry."),
            AllowListFault.LineTooLong => (AllowListRefusals.Malformed,
                $"这一行超过 {limits.AllowListLineBytesMax} 字节。",
                    $"This line is over {limits.AllowListLineBytesMax} bytes."),
            AllowListFault.Empty => (AllowListRefusals.Malformed, "名单是空的。", "The list is empty."),
            AllowListFault.TooManyLines => (AllowListRefusals.TooLarge,
                $"超过 {limits.AllowListLinesMax} 行。", $"More than {limits.AllowListLinesMax} lines."),
            _ => (AllowListRefusals.TooLarge,
                $"超过 {limits.AllowListBytesMax} 字节。", $"More than {limits.AllowListBytesMax} bytes."),
        };
        var fault = new DocumentFault("", null, content.Line > 0 ? content.Line : null, refusal.Code,
            new BilingualText(zh, en));
        return Problem.WriteAsync(context.Response, refusal, json => DocumentFaults.Write(json, [fault]));
    }
}
