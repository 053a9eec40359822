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

    private static readonly BodyFault TooLarge = new(Refusals.BodyTooLarge);
    private static readonly BodyFault Malformed = new(Refusals.BodyMalformed);

    /// <summary>Null when the body is <c>{}</c>; else what is wrong with it.</summary>
    public static ValueTask<BodyFault?> FaultAsync(HttpRequest request, ClaimsOptions options)
    {
        if (request.ContentLength > options.BodyBytesMax) return new(TooLarge);
        // Nearly always the whole body has come with the headers: no asynchronous machinery for it.
        try
        {
            if (request.BodyReader.TryRead(out var result))
            {
                var whole = request.ContentLength is { } length ? result.Buffer.Length >= length : result.IsCompleted;
                if (whole && result.Buffer.Length <= options.BodyBytesMax)
                {
                    var fault = Check(result.Buffer);
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return new(fault);
                }

                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (IOException)
        {
            // Cut off, or chunks that are none; a BadHttpRequestException is one of these.
            return new(Malformed);
        }

        return new(ReadAsync(request, options));
    }

    private static async Task<BodyFault?> ReadAsync(HttpRequest request, ClaimsOptions options)
    {
        var (bytes, refusal) = await StrictBody.BytesAsync(
            request, options.BodyBytesMax, TimeSpan.FromMilliseconds(options.BodyMillisecondsMax));
        return bytes is null ? new BodyFault(refusal!) : Check(new ReadOnlySequence<byte>(bytes));
    }

    private static BodyFault? Check(in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment && body.FirstSpan.SequenceEqual("{}"u8)) return null;
        var bytes = body.ToArray();
        try
        {
            _ = Strict.GetCharCount(bytes);
            var reader = new Utf8JsonReader(bytes);
            if (!reader.Read()) return Malformed;
            if (reader.TokenType != JsonTokenType.StartObject) return new BodyFault(Refusals.MemberWrongType, "");
            if (!reader.Read()) return Malformed;
            if (reader.TokenType == JsonTokenType.PropertyName)
                return new BodyFault(Refusals.MemberUnknown, BodyFault.Step(reader.GetString()!));
            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? null : Malformed;
        }
        catch (DecoderFallbackException)
        {
            return new BodyFault(Refusals.EncodingInvalid);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is an escaped half of a surrogate pair in a member's name.
            return Malformed;
        }
    }
}
