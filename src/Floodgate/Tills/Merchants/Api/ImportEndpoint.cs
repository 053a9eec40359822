using System.Text.Json;
using Floodgate.Access;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Import;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Floodgate.Tills.Merchants.Api;

/// <summary>
/// <c>POST /api/v1/ops/merchants/import[?dryRun=true]</c>: text/csv. A dry run changes nothing and answers what the
/// import would; a file with one fault changes nothing either.
/// </summary>
internal sealed class ImportEndpoint(MerchantImport import, MerchantsOptions options) : IDisposable
{
    /// <summary>A file of some megabytes may take longer to arrive than a form.</summary>
    private static readonly TimeSpan ArrivalMax = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _room = new(options.ImportsAtOnceMax);

    public async Task HandleAsync(HttpContext context)
    {
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
            var (bytes, refusal) = await StrictBody.BytesAsync(context.Request, options.ImportBytesMax, ArrivalMax);
            if (bytes is not null)
            {
                var dryRun = context.Request.Query["dryRun"] == "true";
                var result = await import.RunAsync(bytes, dryRun, StaffPerson.Of(context.User), context.RequestAborted);
                await AnswerAsync(context, result);
                return;
            }

            await Problem.WriteAsync(
                context.Response, refusal == Refusals.BodyTooLarge ? Refusals.ImportTooLarge : refusal!);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    private static Task AnswerAsync(HttpContext context, ImportResult result)
    {
        if (result.TooLarge) return Problem.WriteAsync(context.Response, Refusals.ImportTooLarge);
        if (result.Full) return Problem.WriteAsync(context.Response, Refusals.MerchantsFull);
        if (result.Faults.Count > 0)
            return Problem.WriteAsync(context.Response, Refusals.ImportInvalid, json => Write(json, result.Faults));
        context.Response.StatusCode = result.Imported ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return MerchantReplies.WriteAsync(
            context, new ImportBody(result.Imported, result.Merchants, result.Stores), MerchantJson.Default.ImportBody);
    }

    /// <summary><c>errors: [{pointer: "/COLUMN", line: ROW, code, message}]</c>.</summary>
    private static void Write(Utf8JsonWriter json, IReadOnlyList<ImportFault> faults) => ProblemError.Write(
        json, faults.Select(fault => new ProblemError(
            fault.Column is { } column ? "/" + column : "", fault.Row, fault.Code, fault.Message)));
}
