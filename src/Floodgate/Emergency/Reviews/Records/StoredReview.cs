using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Reviews;

/// <summary>A review as it is kept: the program's draft, and apart from it what people wrote.</summary>
internal sealed record StoredReview(ReviewDraft Draft, ReviewContent Content)
{
    public string Write() => JsonSerializer.Serialize(this, StoredReviewJson.Default.StoredReview);

    public static StoredReview Read(string json) =>
        JsonSerializer.Deserialize(json, StoredReviewJson.Default.StoredReview)
        ?? throw new InvalidDataException("A stored review is empty.");
}

[JsonSerializable(typeof(StoredReview))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class StoredReviewJson : JsonSerializerContext;
