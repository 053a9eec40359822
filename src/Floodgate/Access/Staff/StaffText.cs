using Floodgate.Foundation;

namespace Floodgate.Access.Staff;

/// <summary>The words of the sign-in, setup and second-factor pages.</summary>
internal static class StaffText
{
    public static readonly BilingualText SignIn = new("工作人员登录", "Staff sign-in");
    public static readonly BilingualText SignInButton = new("登录", "Sign in");
    public static readonly BilingualText Name = new("账号", "Account name");
    public static readonly BilingualText Password = new("密码", "Password");
    public static readonly BilingualText PasswordRule = new("至少 12 个字符。", "At least 12 characters.");
    public static readonly BilingualText PasswordAgain = new("再输入一次密码", "Password again");

    public static readonly BilingualText Code = new("动态验证码", "Verification code");
    public static readonly BilingualText CodeHint =
        new("认证器应用里的 6 位数字，或一个恢复码。", "The 6 digits of your authenticator app, or a recovery code.");
    public static readonly BilingualText CodeTitle = new("第二步验证", "Second step");
    public static readonly BilingualText CodeButton = new("验证", "Verify");

    public static readonly BilingualText NotAccepted = new("账号、密码或验证码不正确。", "The name, password or code is not right.");
    public static readonly BilingualText LockedOut = new(
        "连续输错多次，该账号暂停登录 15 分钟，之后可再试。",
        "Too many wrong tries: this account cannot sign in for 15 minutes. You can try again after that.");
    public static readonly BilingualText Locked = new(
        "该账号已被管理员锁定，不能登录。请联系管理员。",
        "An administrator has locked this account: it cannot sign in. Please ask an administrator.");
    public static readonly BilingualText TooMany = new(
        "尝试次数过多。请一分钟后再试。", "Too many tries. Please wait a minute, then try again.");
    public static readonly BilingualText FormExpired = new(
        "页面停留过久，没有提交。请再试一次。", "The page was open too long and nothing was sent. Please try again.");

    public static readonly BilingualText Setup = new("创建第一位管理员", "Create the first administrator");
    public static readonly BilingualText SetupInvited = new("创建工作人员账号", "Create your staff account");
    public static readonly BilingualText Role = new("角色：", "Role: ");
    public static readonly BilingualText NameTaken = new(
        "这个账号名已有人使用，没有创建账号。请换一个。",
        "Somebody has this account name already; no account was created. Choose another.");
    public static readonly BilingualText SetupIntro = new(
        "这是一次性链接。账号创建后链接立即失效。", "This link works once. It ends as soon as the account exists.");
    public static readonly BilingualText SetupButton = new("创建账号", "Create account");
    public static readonly BilingualText SetupGone = new("链接无效或已过期", "This link is not valid or has expired");
    public static readonly BilingualText SetupGoneWhat = new(
        "没有创建任何账号。请向管理员要一个新链接；如果还没有管理员，请重新启动服务，它会给出新的链接。",
        "No account was created. Ask an administrator for a new link. "
        + "If there is no administrator yet, restart the server: it prints one.");
    public static readonly BilingualText NameRule = new(
        "3 至 64 个字符：字母、数字和 . - _ @ +", "3 to 64 characters: letters, digits and . - _ @ +");
    public static readonly BilingualText NameBad = new(
        "账号须为 3 至 64 个字母、数字或 . - _ @ +。", "The name must be 3 to 64 letters, digits or . - _ @ +");
    public static readonly BilingualText PasswordShort =
        new("密码至少 12 个字符。", "The password needs at least 12 characters.");
    public static readonly BilingualText PasswordsDiffer = new("两次输入的密码不一致。", "The two passwords differ.");

    public static readonly BilingualText TwoFactor = new("两步验证", "Two-step sign-in");
    public static readonly BilingualText TwoFactorIntro = new(
        "用认证器应用扫描二维码，或手工输入密钥，再填入应用显示的 6 位数字。",
        "Scan the picture with an authenticator app, or type the key, then enter the 6 digits the app shows.");
    public static readonly BilingualText TwoFactorOn = new("两步验证已开启。", "Two-step sign-in is on.");
    public static readonly BilingualText TwoFactorEnable = new("开启", "Turn on");
    public static readonly BilingualText TwoFactorDisable = new("关闭两步验证", "Turn off two-step sign-in");
    public static readonly BilingualText TwoFactorDisableHint = new(
        "关闭需要密码和验证码。", "Turning it off needs your password and a code.");
    public static readonly BilingualText Key = new("密钥", "Key");
    public static readonly BilingualText KeyPicture = new("含有密钥的二维码", "QR code that holds the key");
    public static readonly BilingualText RecoveryCodes = new("恢复码", "Recovery codes");
    public static readonly BilingualText RecoveryCodesHint = new(
        "手机丢失时可用，每个只能用一次。请现在抄下来，以后不再显示。",
        "For when the phone is lost; each works once. Write them down now: they are not shown again.");
    public static readonly BilingualText ToConsole = new("前往控制台", "To the console");
    public static readonly BilingualText SignOut = new("退出登录", "Sign out");
    public static readonly BilingualText OtherLanguage = new("English", "中文");
}
