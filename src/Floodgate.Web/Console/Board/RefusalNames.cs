using Floodgate.Foundation;

namespace Floodgate.Web.Console.Board;

/// <summary>
/// Short names of refusals for legends, each with its own tone: a reason keeps its colour whatever else happens. The
/// rest shares one.
/// </summary>
internal static class RefusalNames
{
    public const string Rest = "rest";

    /// <summary>From what is everyday to what is alarming; layers are stacked in this order.</summary>
    private static readonly (string Code, BilingualText Name, string Tone)[] Known =
    [
        ("not-open", new("未开始", "Not open yet"), "t-r1"),
        ("limit-reached", new("已达限额", "Limit reached"), "t-r2"),
        ("sold-out", new("已领完", "Sold out"), "t-r3"),
        ("paused", new("暂停中", "Paused"), "t-r4"),
        ("not-eligible", new("不符合条件", "Not eligible"), "t-r5"),
        ("too-many-requests", new("请求过频", "Too many requests"), "t-r6"),
        ("overloaded", new("系统繁忙", "Overloaded"), "t-r7"),
        ("storage-unavailable", new("存储不可用", "Storage unavailable"), "t-r8"),
    ];

    public static IEnumerable<(string Code, BilingualText Name, string Tone)> InOrder =>
        Known.Prepend((Rest, new BilingualText("其他", "Other"), "t-r0"));

    public static bool IsKnown(string code) => Array.Exists(Known, one => one.Code == code);

    public static double Rate(string code, IReadOnlyDictionary<string, double> refused) =>
        code == Rest
            ? refused.Where(one => !IsKnown(one.Key)).Sum(one => one.Value)
            : refused.GetValueOrDefault(code);
}
