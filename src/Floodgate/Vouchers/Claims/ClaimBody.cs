using System.Buffers;
using System.Text;
using System.Text.Json;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Claims;

/// <summary>
/// Reads the claim's body, which is the empty object and nothing else, strictly and within limits of size and time.
/// </summary>
internal static class ClaimBody
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when the body is <c>{}</c>; else what is wrong with it.</summary>
    public static ValueTask<Refusal?> RefusalAsync(HttpRequest request, ClaimsOptions options)
    {
        if (request.ContentLength > options.BodyBytesMax) return new(Refusals.BodyTooLarge);
        // Nearly always the whole body has come with the headers: no asynchronous machinery for it.
        if (request.BodyReader.TryRead(out var result))
        {
            var whole = request.ContentLength is { } length ? result.Buffer.Length >= length : result.IsCompleted;
            if (whole && result.Buffer.Length <= options.BodyBytesMax)
            {
                var refusal = Check(result.Buffer);
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return new(refusal);
            }

            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        return new(ReadAsync(request, options));
    }

    private static async Task<Refusal?> ReadAsync(HttpRequest request, ClaimsOptions options)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        late.CancelAfter(options.BodyMillisecondsMax);
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(late.Token);
                if (result.Buffer.Length > options.BodyBytesMax) return Refusals.BodyTooLarge;
                if (result.IsCompleted)
                {
                    var refusal = Check(result.Buffer);
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return refusal;
                }

                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or BadHttpRequestException)
        {
            return Refusals.BodyMalformed;
        }
    }

    private static Refusal? Check(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment && body.FirstSpan.SequenceEqual("{}"u8)) return null;
        var bytes = body.ToArray();
        try
        {
            _ = Strict.GetCharCount(bytes);
            var reader = new Utf8JsonReader(bytes);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Refusals.BodyMalformed;
            if (!reader.Read() || reader.TokenType == JsonTokenType.PropertyName) return Refusals.MemberUnknown;
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? null : Refusals.BodyMalformed;
        }
        catch (DecoderFallbackException)
        {
            return Refusals.EncodingInvalid;
        }
        catch (JsonException)
        {
            return Refusals.BodyMalformed;
        }
    }
}
