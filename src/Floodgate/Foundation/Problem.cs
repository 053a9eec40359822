using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Floodgate.Foundation;

/// <summary>
/// Writes a refusal as RFC 9457 problem details: <c>type, title, status, code, detail, messages {zh, en}</c> and
/// extensions
/// (<c>opensAt, resumesAt, outcome, held, errors</c>). A catalogued refusal without extensions is a byte array made
/// once.
/// </summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    // Chinese stays readable and short; the type and nosniff keep a browser from reading the body as anything else.
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // By reference: hashing a record of seven texts would cost more than writing it.
    private static readonly FrozenDictionary<object, (byte[] Zh, byte[] En)> Encoded = Refusals.All.ToFrozenDictionary(
        object (refusal) => refusal,
        refusal => (Encode(refusal, false, null), Encode(refusal, true, null)),
        ReferenceEqualityComparer.Instance);

    /// <summary>
    /// The body in UTF-8. Without extensions a catalogued refusal gives the same array each time: do not change it.
    /// </summary>
    public static byte[] Utf8(Refusal refusal, bool english = false, Action<Utf8JsonWriter>? extensions = null)
    {
        if (extensions is not null || !Encoded.TryGetValue(refusal, out var bodies))
            return Encode(refusal, english, extensions);
        return english ? bodies.En : bodies.Zh;
    }

    /// <summary>
    /// Answers with the refusal, its status, <c>Retry-After</c> in whole seconds (rounded up, at least 1) and no-store.
    /// <paramref name="extensions"/> writes members into the open object.
    /// </summary>
    public static Task WriteAsync(
        HttpResponse response, Refusal refusal, Action<Utf8JsonWriter>? extensions = null, TimeSpan? retryAfter = null)
    {
        response.HttpContext.Features.Get<GivenRefusal>()?.Refusal = refusal;
        var english = AcceptLanguage.PrefersEnglish(response.HttpContext.Request.Headers.AcceptLanguage);
        var body = Utf8(refusal, english, extensions);
        response.StatusCode = refusal.Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = HeaderNames.AcceptLanguage;
        response.Headers.ContentLanguage = english ? "en" : "zh";
        response.Headers.XContentTypeOptions = "nosniff";
        if (retryAfter is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var written = response.BodyWriter.WriteAsync(body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    private static byte[] Encode(Refusal refusal, bool english, Action<Utf8JsonWriter>? extensions)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Format))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "/problems/" + refusal.Code);
            writer.WriteString("title", In(refusal.Happened, english));
            writer.WriteNumber("status", refusal.Status);
            writer.WriteString("code", refusal.Code);
            writer.WriteString("detail", In(refusal.Next, english));
            writer.WriteStartObject("messages");
            WriteMessages(writer, "zh", refusal, false);
            WriteMessages(writer, "en", refusal, true);
            writer.WriteEndObject();
            extensions?.Invoke(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMessages(Utf8JsonWriter writer, string language, Refusal refusal, bool english)
    {
        writer.WriteStartObject(language);
        writer.WriteString("happened", In(refusal.Happened, english));
        writer.WriteString("meaning", In(refusal.Meaning, english));
        writer.WriteString("next", In(refusal.Next, english));
        writer.WriteEndObject();
    }

    private static string In(BilingualText text, bool english) => english ? text.En : text.Zh;
}
