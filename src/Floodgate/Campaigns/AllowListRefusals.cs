using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>What an operator who uploads a list can be told instead.</summary>
internal static class AllowListRefusals
{
    public static readonly Refusal Malformed = new(
        "allow-list-malformed", 400,
        new("名单中有一行无法识别，没有保存。", "A line of the list is no entry; nothing was stored."),
        RefusalTexts.NoVoucherChanged,
        new("每行一项：account:、phone: 或 person: 开头，或只写账号；改正 errors 指出的行再上传。",
            "One entry a line: account:, phone:, person: or a bare account. Correct the line in errors."));

    public static readonly Refusal TooLarge = new(
        "allow-list-too-large", 413,
        new("名单超过大小上限，没有保存。", "The list is larger than allowed; nothing was stored."),
        RefusalTexts.NoVoucherChanged,
        new("请分成几份名单，或请管理员调高上限。", "Split the list, or ask an administrator to raise the limit."));

    public static readonly Refusal MediaType = new(
        "media-type-unsupported", 415,
        new("名单须以 text/plain 或 text/csv 上传。", "A list is uploaded as text/plain or text/csv."),
        RefusalTexts.NoVoucherChanged, RefusalTexts.CorrectRequest);
}
