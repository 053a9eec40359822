using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tills.Merchants.Api;

/// <summary>What the operations on merchants and stores look like from outside.</summary>
internal static class MerchantContract
{
    private static readonly Refusal[] Reading =
    [
        Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.MerchantsUnavailable,
    ];

    private static readonly Refusal[] Writing =
    [
        .. Reading, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid, Refusals.MerchantInvalid,
    ];

    private static readonly Refusal[] Versioned =
        [.. Writing, Refusals.UnknownMerchant, Refusals.PreconditionRequired, Refusals.PreconditionFailed];

    private static readonly ApiHeader[] Match = [new("If-Match", true, "The ETag of what was read.")];

    private static readonly ApiAnswer Merchant = new(200, typeof(MerchantBody)) { Headers = ["ETag"] };

    private static readonly ApiAnswer StorePage = new(200, typeof(StorePageBody)) { Headers = ["ETag"] };

    public static readonly ApiOperation Merchants = Staff("Merchants", new("商户列表", "Merchants")) with
    {
        Answers = [new(200, typeof(MerchantsBody))],
        Refusals = Reading,
    };

    public static readonly ApiOperation GetMerchant = Staff(
        "Merchant", new("一个商户", "One merchant, with its stores")) with
    {
        Answers = [Merchant],
        Refusals = [.. Reading, Refusals.UnknownMerchant],
    };

    public static readonly ApiOperation Apply = Staff(
        "ApplyMerchant", new("商户申请", "Enter a merchant's application")) with
    {
        Body = typeof(NewMerchantBody),
        Answers = [new(201, typeof(MerchantBody)) { Headers = ["ETag", "Location"] }],
        Refusals = [.. Writing, Refusals.MerchantExists, Refusals.StoreExists, Refusals.MerchantsFull],
    };

    public static readonly ApiOperation Change = Staff(
        "ChangeMerchant", new("修改商户", "Change a merchant; in force when a second person approves")) with
    {
        Headers = Match,
        Body = typeof(MerchantTerms),
        Answers = [Merchant],
        Refusals = Versioned,
    };

    public static readonly ApiOperation AddStore = Staff("AddStore", new("添加门店", "Enter a store's application")) with
    {
        Headers = Match,
        Body = typeof(NewStoreBody),
        Answers = [new(201, typeof(MerchantBody)) { Headers = ["ETag"] }],
        Refusals = [.. Versioned, Refusals.StoreExists, Refusals.StandingUnfit, Refusals.MerchantsFull],
    };

    public static readonly ApiOperation Approve = Staff(
        "ApproveMerchant", new("批准商户及其等待的门店", "Admit all that waits at a merchant; never one's own")) with
    {
        Headers = Match,
        Body = typeof(DecisionBody),
        Answers = [Merchant],
        Refusals = [.. Versioned, Refusals.NothingWaits, Refusals.ApproverIsApplicant],
    };

    public static readonly ApiOperation Refuse = Approve with
    {
        Name = "RefuseMerchant",
        Summary = new("拒绝商户及其等待的门店", "Refuse all that waits at a merchant; never one's own"),
    };

    public static readonly ApiOperation Import = Staff(
        "ImportMerchants", new("导入商户，可试运行", "Import stores from a CSV file; ?dryRun=true changes nothing")) with
    {
        Body = typeof(string),
        BodyMediaType = "text/csv",
        Answers = [new(201, typeof(ImportBody)), new(200, typeof(ImportBody))],
        Refusals =
        [
            .. Reading, Refusals.ImportInvalid, Refusals.ImportTooLarge, Refusals.MerchantsFull,
            Refusals.TooManyRequests, Refusals.BodyMalformed,
        ],
    };

    public static readonly ApiOperation Stores = Staff("Stores", new("门店列表", "Stores")) with
    {
        Answers = [new(200, typeof(StoresBody))],
        Refusals = Reading,
    };

    public static readonly ApiOperation GetStore = Staff("Store", new("一个门店", "One store")) with
    {
        Answers = [StorePage],
        Refusals = [.. Reading, Refusals.UnknownStore],
    };

    public static readonly ApiOperation ChangeStore = Staff(
        "ChangeStore", new("修改门店", "Change a store; in force when a second person approves")) with
    {
        Headers = Match,
        Body = typeof(StoreTerms),
        Answers = [StorePage],
        Refusals = [.. Versioned, Refusals.UnknownStore],
    };

    public static readonly ApiOperation Keys = Staff("StoreKeys", new("门店的密钥", "The keys of a store's tills")) with
    {
        Answers = [new(200, typeof(KeysBody))],
        Refusals = [.. Reading, Refusals.UnknownStore],
    };

    public static readonly ApiOperation MakeKey = Staff("MakeStoreKey", new("新建密钥", "Make a key for a till")) with
    {
        Body = typeof(NewKeyBody),
        Answers = [new(201, typeof(KeyMadeBody))],
        Refusals = [.. Writing, Refusals.UnknownStore, Refusals.StandingUnfit, Refusals.MerchantsFull],
    };

    public static readonly ApiOperation RevokeKey = Staff("RevokeStoreKey", new("撤销密钥", "End a till's key")) with
    {
        Answers = [new(204)],
        Refusals = [.. Reading, Refusals.UnknownStore, Refusals.UnknownKey],
    };

    public static readonly ApiOperation TillStore =
        new("TillStore", "Till", new("本门店", "What a till may know of its own store"))
        {
            Credentials = [Credential.ApiKey],
            Answers = [new(200, typeof(TillStoreBody))],
            Refusals =
            [
                Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.UnknownStore,
            ],
        };

    /// <summary>Suspend, freeze or reinstate a merchant or a store.</summary>
    public static ApiOperation Stand(MerchantAct act, bool store)
    {
        var (verb, summary) = act switch
        {
            MerchantAct.Suspended => ("Suspend", new BilingualText("停用", "Stop redemptions, with the reason")),
            MerchantAct.Frozen => (
                "Freeze", new("冻结", "Stop redemptions and hold back what is in dispute, and only that")),
            _ => ("Reinstate", new("恢复", "Let redemptions go on")),
        };
        return Staff(verb + (store ? "Store" : "Merchant"), summary) with
        {
            Body = typeof(StandingReason),
            Answers = [store ? StorePage : Merchant],
            Refusals =
            [
                .. Writing, store ? Refusals.UnknownStore : Refusals.UnknownMerchant, Refusals.StandingUnfit,
            ],
        };
    }

    private static ApiOperation Staff(string name, BilingualText summary) => new(name, "Merchants", summary)
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
    };
}
