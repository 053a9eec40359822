using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Tills.Merchants.Records;

/// <summary>What a merchant applies with.</summary>
/// <param name="Registration">Its number in the register of companies (统一社会信用代码), if it has one.</param>
/// <param name="Contact">An office and its line, not a person's own.</param>
internal sealed record MerchantTerms(BilingualText Name, string? Registration = null, string? Contact = null);

/// <summary>What a store applies with.</summary>
/// <param name="Region">A region code; one covers what it begins.</param>
/// <param name="Category">Such as <c>dining</c>.</param>
/// <param name="Takes">Campaigns, or <c>campaign/batch</c>; null or empty: whatever the campaigns allow it.</param>
internal sealed record StoreTerms(
    BilingualText Name, string Region, string Category, string? Address = null, string[]? Takes = null);

/// <summary>A store to be added.</summary>
internal sealed record NewStore(string Id, StoreTerms Terms);

/// <summary>A merchant that applies, with its stores.</summary>
internal sealed record NewMerchant(string Id, MerchantTerms Terms, IReadOnlyList<NewStore> Stores);

/// <summary>Why it was stopped or goes on, as the merchant reads it, and with a freeze what is in dispute.</summary>
/// <param name="Appeal">With a freeze: where and until when to object.</param>
/// <param name="Disputed">With a freeze: the amount held back, if no redemptions are named.</param>
/// <param name="Redemptions">With a freeze: the redemptions in dispute; nothing else is held back.</param>
internal sealed record StandingReason(
    BilingualText Reason, BilingualText? Appeal = null, Money? Disputed = null, string[]? Redemptions = null);

/// <summary>Proposed terms as the tables keep them.</summary>
[JsonSerializable(typeof(MerchantTerms))]
[JsonSerializable(typeof(StoreTerms))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class TermsJson : JsonSerializerContext
{
    public static string Write(MerchantTerms terms) => JsonSerializer.Serialize(terms, Default.MerchantTerms);

    public static string Write(StoreTerms terms) => JsonSerializer.Serialize(terms, Default.StoreTerms);

    public static MerchantTerms ReadMerchant(string json) =>
        JsonSerializer.Deserialize(json, Default.MerchantTerms) ?? throw new InvalidDataException("no terms");

    public static StoreTerms ReadStore(string json) =>
        JsonSerializer.Deserialize(json, Default.StoreTerms) ?? throw new InvalidDataException("no terms");
}
