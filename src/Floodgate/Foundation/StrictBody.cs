using System.Buffers;
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

    /// <summary>The body's bytes, or the refusal of one that is too large or cut off.</summary>
    public static async Task<(byte[]? Body, Refusal? Refusal)> BytesAsync(HttpRequest request, int bytesMax)
    {
        if (request.ContentLength > bytesMax) return (null, Refusals.BodyTooLarge);
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                if (result.Buffer.Length > bytesMax) return (null, Refusals.BodyTooLarge);
                if (result.IsCompleted)
                {
                    var bytes = result.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return (bytes, null);
                }

                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (Exception fault) when (fault is IOException or BadHttpRequestException or OperationCanceledException)
        {
            return (null, Refusals.BodyMalformed);
        }
    }

    /// <summary>The value, or the refusal that has been written to the response.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int bytesMax)
        where T : class
    {
        var (bytes, refusal) = await BytesAsync(context.Request, bytesMax);
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
        catch (JsonException fault)
        {
            var named = Classify(fault);
            await Problem.WriteAsync(context.Response, named, json => WriteFault(json, named, fault));
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

    private static void WriteFault(Utf8JsonWriter json, Refusal refusal, JsonException fault)
    {
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("pointer", Pointer(fault.Path));
        if (fault.LineNumber is { } line) json.WriteNumber("line", line + 1);
        json.WriteString("code", refusal.Code);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Pointer(string? path) =>
        path is null or "$" ? "" : path.TrimStart('$').Replace('.', '/').Replace("[", "/", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal);
}
