using System.Text;
using System.Text.Json;

namespace Floodgate.Drills.Targets;

/// <summary>The members of an answer the crowd acts on, read straight from the bytes.</summary>
internal struct Answer
{
    public byte[]? Ticket { get; private set; }

    public byte[]? Pass { get; private set; }

    public bool Admitted { get; private set; }

    public string? Code { get; private set; }

    public bool OutcomeUnknown { get; private set; }

    public DateTimeOffset? OpensAt { get; private set; }

    public DateTimeOffset? ResumesAt { get; private set; }

    public string? VoucherId { get; private set; }

    public string? Batch { get; private set; }

    public string? ClaimedAt { get; private set; }

    /// <summary>As written: the position is opaque to a client.</summary>
    public string? JournalPosition { get; private set; }

    /// <summary>False if the body is not a JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out Answer answer)
    {
        answer = default;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) answer.Member(ref reader, body);
            return reader.TokenType == JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var name = reader.ValueSpan;
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name.SequenceEqual("journalPosition"u8))
                JournalPosition = Encoding.UTF8.GetString(body[from..(int)reader.BytesConsumed]);
            return;
        }

        if (name.SequenceEqual("ticket"u8)) Ticket = reader.ValueSpan.ToArray();
        else if (name.SequenceEqual("pass"u8)) Pass = reader.ValueSpan.ToArray();
        else if (name.SequenceEqual("state"u8)) Admitted = reader.ValueTextEquals("admitted"u8);
        else if (name.SequenceEqual("code"u8)) Code = RefusalCodes.Name(ref reader);
        else if (name.SequenceEqual("outcome"u8)) OutcomeUnknown = reader.ValueTextEquals("unknown"u8);
        else if (name.SequenceEqual("opensAt"u8)) OpensAt = reader.TryGetDateTimeOffset(out var time) ? time : null;
        else if (name.SequenceEqual("resumesAt"u8)) ResumesAt = reader.TryGetDateTimeOffset(out var time) ? time : null;
        else if (name.SequenceEqual("voucherId"u8)) VoucherId = reader.GetString();
        else if (name.SequenceEqual("batch"u8)) Batch = reader.GetString();
        else if (name.SequenceEqual("claimedAt"u8)) ClaimedAt = reader.GetString();
        else if (name.SequenceEqual("journalPosition"u8)) JournalPosition = reader.GetString();
    }
}

/// <summary>Codes of refusals as shared strings, so that a million sold-outs are one text.</summary>
internal static class RefusalCodes
{
    public const string SoldOut = "sold-out";
    public const string LimitReached = "limit-reached";
    public const string NotOpen = "not-open";
    public const string Paused = "paused";
    public const string Closed = "closed";
    public const string NotEligible = "not-eligible";
    public const string Overloaded = "overloaded";
    public const string StorageUnavailable = "storage-unavailable";
    public const string TooManyRequests = "too-many-requests";

    private static readonly string[] Known =
    [
        SoldOut, LimitReached, NotOpen, Paused, Closed, NotEligible, Overloaded, StorageUnavailable, TooManyRequests,
        "pass-expired", "pass-invalid", "pass-missing", "key-reused", "unknown-campaign", "unknown-batch",
    ];

    public static string Name(ref Utf8JsonReader reader)
    {
        foreach (var code in Known)
            if (reader.ValueTextEquals(code)) return code;
        var text = reader.GetString() ?? "";
        return text.Length <= 60 ? text : text[..60];
    }
}
