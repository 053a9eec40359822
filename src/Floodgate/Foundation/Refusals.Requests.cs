using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>
/// Requests whose form is wrong. They are read by programmers, and by people whose page is out of date.
/// </summary>
internal static partial class Refusals
{
    public static readonly Refusal BodyMalformed = new(
        "body-malformed", 400,
        new("请求内容不是有效的 JSON。", "The request body is not valid JSON."), NoVoucherChanged, CorrectRequest);

    public static readonly Refusal BodyTooLarge = new(
        "body-too-large", 400,
        new("请求内容超过大小上限。", "The request body is larger than allowed."), NoVoucherChanged, CorrectRequest);

    public static readonly Refusal MemberUnknown = new(
        "member-unknown", 400,
        new("请求中有不认识的成员。", "The request has a member that is not known here."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal MemberDuplicate = new(
        "member-duplicate", 400,
        new("请求中同一成员出现了两次。", "The request names the same member twice."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal MemberWrongType = new(
        "member-wrong-type", 400,
        new("请求中有成员的类型或取值不符。", "A member of the request has the wrong type or value."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal MemberMissing = new(
        "member-missing", 400,
        new("请求缺少必需的成员。", "The request lacks a required member."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal EncodingInvalid = new(
        "encoding-invalid", 400,
        new("请求内容不是有效的 UTF-8。", "The request is not valid UTF-8."), NoVoucherChanged, CorrectRequest);

    public static readonly Refusal MediaTypeUnsupported = new(
        "media-type-unsupported", 415,
        new("不支持这种内容类型，请使用 application/json。", "This media type is not taken here; use application/json."),
        NoVoucherChanged, CorrectRequest);

    public static readonly Refusal NotFound = new(
        "not-found", 404,
        new("这个地址没有内容。", "There is nothing at this address."),
        HeldAreSafe,
        new("请检查地址，或从首页重新进入。", "Check the address, or start again from the first page."));

    public static readonly Refusal MethodNotAllowed = new(
        "method-not-allowed", 405,
        new("这个地址不支持此方法。", "This address does not take that method."), NoVoucherChanged, CorrectRequest);
}
