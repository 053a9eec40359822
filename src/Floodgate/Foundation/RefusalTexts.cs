namespace Floodgate.Foundation;

/// <summary>Sentences that many refusals share, so that the same thing is always said in the same words.</summary>
internal static class RefusalTexts
{
    public static readonly BilingualText HeldAreSafe =
        new("您已领到的券都在，不受影响。", "Vouchers you already hold are safe and unaffected.");

    public static readonly BilingualText NothingClaimed =
        new("这次没有领取；您已有的券不受影响。", "Nothing was claimed. Vouchers you already hold are unaffected.");

    public static readonly BilingualText CannotDouble =
        new("已有的券不受影响；再试一次也不会重复领取。", "Vouchers you hold are safe, and asking again cannot claim twice.");

    public static readonly BilingualText NoVoucherChanged =
        new("没有任何券发生变化。", "No voucher has changed.");

    public static readonly BilingualText OpenPageAgain =
        new("请重新打开领券页面，再试一次。", "Please open the voucher page again and retry.");

    public static readonly BilingualText AskPlaceAgain =
        new("请回到领券页面，重新取号。", "Please go back to the voucher page and take a place again.");

    public static readonly BilingualText SignInAgain =
        new("请重新登录后再试。", "Please sign in again, then retry.");

    public static readonly BilingualText CorrectRequest =
        new("请按接口说明改正后再发送。", "Correct the request as the API guide says, then send it again.");

    public static readonly BilingualText SeeErrors =
        new("请按 errors 中指出的位置改正后再提交。", "Correct the places named in errors, then submit again.");

    public static readonly BilingualText WaitAndRetry =
        new("请稍等片刻，页面会自动再试。", "Please wait a moment; the page tries again by itself.");
}
