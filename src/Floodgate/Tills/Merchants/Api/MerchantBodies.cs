using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tills.Merchants.Api;

/// <summary>A merchant that applies, with its stores.</summary>
internal sealed record NewMerchantBody(
    string Id, BilingualText Name, string? Registration = null, string? Contact = null, NewStoreBody[]? Stores = null)
{
    public NewMerchant ToNew() =>
        new(Id, new MerchantTerms(Name, Registration, Contact), [.. (Stores ?? []).Select(store => store.ToNew())]);
}

/// <summary>A store that applies.</summary>
internal sealed record NewStoreBody(
    string Id, BilingualText Name, string Region, string Category, string? Address = null, string[]? Takes = null)
{
    public NewStore ToNew() => new(Id, new StoreTerms(Name, Region, Category, Address, Takes));
}

/// <summary>With a refusal the reason is required.</summary>
internal sealed record DecisionBody(string? Reason = null);

internal sealed record NewKeyBody(string Name);

/// <param name="Stores">How many it has.</param>
/// <param name="Waiting">How many parts of it wait for a second person.</param>
internal sealed record MerchantHeadBody(
    string Id, BilingualText Name, MerchantState State, int Stores, int Waiting, string AppliedBy,
    DateTimeOffset AppliedAt, int Version);

internal sealed record MerchantsBody(MerchantHeadBody[] Items, string? Next);

internal sealed record StoresBody(StoreBody[] Items, string? Next);

/// <param name="Proposal">Terms that wait for a second person.</param>
internal sealed record MerchantBody(
    string Id, int Number, BilingualText Name, string? Registration, string? Contact, MerchantState State,
    BilingualText? Reason, MerchantTerms? Proposal, bool Waits, string AppliedBy, DateTimeOffset AppliedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt, int Version, StoreBody[] Stores, FreezeBody[] Freezes,
    ActBody[] Acts);

/// <param name="Standing">How its tills stand, its merchant's standing included; null before approval.</param>
/// <param name="Proposal">Terms that wait for a second person.</param>
internal sealed record StoreBody(
    string Id, int Number, string Merchant, BilingualText Name, string Region, string Category, string? Address,
    string[] Takes, MerchantState State, StoreStanding? Standing, BilingualText? Reason, StoreTerms? Proposal,
    bool Waits, string AppliedBy, DateTimeOffset AppliedAt, string? DecidedBy, DateTimeOffset? DecidedAt,
    DateTimeOffset? TestedAt, string? TestedTerminal, int Version);

/// <param name="TestVoucher">The code of its test voucher; null before approval.</param>
internal sealed record StorePageBody(
    StoreBody Store, string? TestVoucher, FreezeBody[] Freezes, KeyBody[] Keys, ActBody[] Acts);

/// <summary>A freeze that has not ended: what the merchant was told and what settlement holds back.</summary>
internal sealed record FreezeBody(
    string? Store, BilingualText Reason, BilingualText Appeal, Money? Disputed, string[] Redemptions, string By,
    DateTimeOffset At);

internal sealed record ActBody(DateTimeOffset At, MerchantAct Act, string? Store, string Actor, string? Reason);

internal sealed record KeyBody(
    string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedOn, DateTimeOffset? RevokedAt);

internal sealed record KeysBody(KeyBody[] Items);

/// <param name="Key">Shown this once; only its hash is kept.</param>
internal sealed record KeyMadeBody(string Id, string Name, string Key);

/// <param name="Merchants">New ones in the file.</param>
internal sealed record ImportBody(bool Imported, int Merchants, int Stores);

/// <summary>What a till may know of its own store.</summary>
internal sealed record TillStoreBody(
    string Store, BilingualText? Name, string Merchant, string Region, string Category, StoreStanding Standing,
    BilingualText? Reason, string[] Takes, string TestVoucher);

[JsonSerializable(typeof(MerchantsBody))]
[JsonSerializable(typeof(StoresBody))]
[JsonSerializable(typeof(MerchantBody))]
[JsonSerializable(typeof(StorePageBody))]
[JsonSerializable(typeof(KeysBody))]
[JsonSerializable(typeof(KeyMadeBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(TillStoreBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ZuluTime), typeof(CamelWord<MerchantState>), typeof(CamelWord<MerchantAct>),
        typeof(CamelWord<StoreStanding>)])]
internal sealed partial class MerchantJson : JsonSerializerContext;

[JsonSerializable(typeof(NewMerchantBody))]
[JsonSerializable(typeof(NewStoreBody))]
[JsonSerializable(typeof(MerchantTerms))]
[JsonSerializable(typeof(StoreTerms))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(StandingReason))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 16)]
internal sealed partial class MerchantRequestJson : JsonSerializerContext;

/// <summary>Enumerations as the interface writes them.</summary>
internal sealed class CamelWord<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, false)
    where T : struct, Enum;
