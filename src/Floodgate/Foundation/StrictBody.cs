using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Foundation;

/// <summary>
/// Reads a JSON body strictly: bounded, valid UTF-8, no unknown or duplicate members, no wrong types, nothing
/// required left
/// out. What is wrong is named by its place.
/// </summary>
internal static class StrictBody
{
    /// <summary>For source-generated contexts of request bodies.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 16,
    };

    /// <summary>Longest time a body may take to arrive: an answer is due within three seconds.</summary>
    public static readonly TimeSpan ArrivalMax = TimeSpan.FromMilliseconds(2_500);

    /// <summary>The body's bytes, or the refusal of one that is too large, too slow or cut off.</summary>
    public static async Task<(byte[]? Body, Refusal? Refusal)> BytesAsync(HttpRequest request, int bytesMax,
        TimeSpan arrivalMax)
    {
        if (request.ContentLength > bytesMax) return (null, Refusals.BodyTooLarge);
        var reader = request.BodyReader;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        // Not the read's own token: Kestrel takes a read that was cancelled by it for one that still runs.
        await using var end = late.Token.Register(static state => ((PipeReader)state!).CancelPendingRead(), reader);
        late.CancelAfter(arrivalMax);
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync();
                var bytes = result.Buffer;
                if (result.IsCanceled || bytes.Length > bytesMax)
                {
                    // Each read is ended, or the rest of the body cannot be read away.
                    reader.AdvanceTo(bytes.End);
                    return (null, result.IsCanceled ? Refusals.BodyMalformed : Refusals.BodyTooLarge);
                }

                if (result.IsCompleted)
                {
                    var whole = bytes.ToArray();
                    reader.AdvanceTo(bytes.End);
                    return (whole, null);
                }

                reader.AdvanceTo(bytes.Start, bytes.End);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return (null, Refusals.BodyMalformed);
        }
    }

    /// <summary>The value, or the refusal that has been written to the response.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int bytesMax)
        where T : class
    {
        var (bytes, refusal) = await BytesAsync(context.Request, bytesMax, ArrivalMax);
        if (bytes is null)
        {
            await Problem.WriteAsync(context.Response, refusal!);
            return null;
        }

        try
        {
            _ = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            if (JsonSerializer.Deserialize(bytes, type) is { } value) return value;
            await Problem.WriteAsync(context.Response, Refusals.BodyMalformed);
        }
        catch (System.Text.DecoderFallbackException)
        {
            await Problem.WriteAsync(context.Response, Refusals.EncodingInvalid);
        }
        catch (NotSupportedException)
        {
            // One of several shapes, and the body does not say which.
            await Problem.WriteAsync(context.Response, Refusals.MemberMissing);
        }
        catch (JsonException fault)
        {
            var named = new BodyFault(Classify(fault), Pointer(fault.Path), fault.LineNumber + 1);
            await Problem.WriteAsync(context.Response, named.Refusal, named.Write);
        }

        return null;
    }

    private static Refusal Classify(JsonException fault)
    {
        var message = fault.Message;
        if (message.Contains("could not be mapped", StringComparison.Ordinal)) return Refusals.MemberUnknown;
        if (message.Contains("uplicate", StringComparison.Ordinal)) return Refusals.MemberDuplicate;
        if (message.Contains("missing required", StringComparison.Ordinal)) return Refusals.MemberMissing;
        return fault.InnerException is null && message.Contains("could not be converted", StringComparison.Ordinal)
            || fault.InnerException is InvalidOperationException or FormatException
            ? Refusals.MemberWrongType
            : Refusals.BodyMalformed;
    }

    private static string Pointer(string? path) =>
        path is null or "$" ? "" : path.TrimStart('$').Replace('.', '/').Replace("[", "/", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal);
}
