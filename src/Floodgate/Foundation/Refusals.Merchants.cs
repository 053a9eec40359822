using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What staff and tills can be told about merchants and stores.</summary>
internal static partial class Refusals
{
    private static readonly BilingualText LookInTheList = new("请在列表中核对编号。", "Check the id in the list.");

    public static readonly Refusal UnknownMerchant = new(
        "unknown-merchant", 404, new("没有这个商户。", "There is no such merchant."), NoVoucherChanged, LookInTheList);

    public static readonly Refusal UnknownStore = new(
        "unknown-store", 404, new("没有这个门店。", "There is no such store."), NoVoucherChanged, LookInTheList);

    public static readonly Refusal UnknownKey = new(
        "unknown-key", 404, new("这个门店没有这个密钥。", "The store has no such key."), NoVoucherChanged, LookInTheList);

    public static readonly Refusal MerchantInvalid = new(
        "merchant-invalid", 422,
        new("商户或门店的资料有误，没有保存。", "The merchant's or store's particulars are not right; nothing was saved."),
        NoVoucherChanged, SeeErrors);

    public static readonly Refusal MerchantExists = new(
        "merchant-exists", 409,
        new("已有商户使用这个编号。", "Another merchant has this id."), NoVoucherChanged,
        new("请换一个编号，或打开已有的商户添加门店。", "Choose another id, or open that merchant and add the store to it."));

    public static readonly Refusal StoreExists = new(
        "store-exists", 409,
        new("已有门店使用这个编号。", "Another store has this id."), NoVoucherChanged,
        new("请换一个编号。", "Choose another id."));

    public static readonly Refusal NothingWaits = new(
        "nothing-waits", 409,
        new("这个商户没有等待批准的内容。", "Nothing of this merchant waits for approval."), NoVoucherChanged,
        new("请刷新后查看，可能已被他人处理。", "Reload and look; somebody else may have dealt with it."));

    public static readonly Refusal ApproverIsApplicant = new(
        "approver-is-applicant", 403,
        new("不能批准或拒绝自己提交的商户；此次尝试已记录。",
            "Nobody decides on a merchant they entered themselves; this attempt was recorded."),
        NoVoucherChanged,
        new("请由另一位操作员或财务人员处理。", "Ask another operator, or finance, to decide."));

    public static readonly Refusal StandingUnfit = new(
        "standing-unfit", 409,
        new("按它现在的状态不能这样做。", "As it stands now this cannot be done."), NoVoucherChanged,
        new("请刷新后查看它的状态。", "Reload and look how it stands."));

    public static readonly Refusal MerchantsFull = new(
        "merchants-full", 409,
        new("商户、门店或密钥已到上限，没有保存。", "There are as many merchants, stores or keys as may be; nothing was saved."),
        NoVoucherChanged,
        new("请管理员调高上限。", "Ask an administrator to raise the limit."));

    public static readonly Refusal ImportInvalid = new(
        "import-invalid", 422,
        new("文件有误，一行也没有导入。", "The file is not right; not one row was imported."), NoVoucherChanged,
        new("请按 errors 中指出的行和列改正后再导入。", "Correct the rows and columns named in errors, then import again."));

    public static readonly Refusal ImportTooLarge = new(
        "import-too-large", 413,
        new("文件太大，一行也没有导入。", "The file is too large; not one row was imported."), NoVoucherChanged,
        new("请分成几个文件导入。", "Split it into several files."));

    public static readonly Refusal MerchantsUnavailable = new(
        "merchants-unavailable", 503,
        new("商户资料暂时读写不了；收银不受影响。", "Merchants cannot be read or written now; tills go on."),
        NoVoucherChanged,
        new("请稍后再试。", "Try again in a moment."));
}
