using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Web.Console.Emergency;

namespace Floodgate.Web.Console.Records;

/// <summary>Days, states and addresses as the pages of records write them.</summary>
internal static class RecordWords
{
    public static string Review(string id) => $"{ConsoleRoutes.Reviews}/{Uri.EscapeDataString(id)}";

    public static string Meeting(string id) => $"{ConsoleRoutes.Meetings}/{Uri.EscapeDataString(id)}";

    /// <summary>The file of a review in one language, as people keep it.</summary>
    public static string File(string review, string form, bool chinese) =>
        $"/api/v1/ops/reviews/{Uri.EscapeDataString(review)}/review.{form}?lang={(chinese ? "zh" : "en")}";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => RoomWords.Clock.Local(at).Replace('T', ' ');

    public static BilingualText State(string state) => state switch
    {
        "Draft" => new("初稿", "Draft"),
        "Edited" => new("编辑中", "Being edited"),
        "Closed" => new("已关闭", "Closed"),
        "Open" => new("未完成", "Open"),
        "Done" => new("已完成", "Done"),
        "Dropped" => new("已取消", "Dropped"),
        _ => new(state, state),
    };

    public static BilingualText Source(string source) => source switch
    {
        "Review" => new("复盘", "review"),
        "Drill" => new("演练", "drill"),
        "Meeting" => new("会议", "meeting"),
        _ => new("人工", "by hand"),
    };

    public static BilingualText Late(int days) => days == 1
        ? new("逾期 1 天", "1 day late") : new($"逾期 {days} 天", $"{days} days late");

    /// <summary>How far a moment is, from now.</summary>
    public static BilingualText Until(DateTimeOffset at, DateTimeOffset now)
    {
        var span = RoomWords.Span(at - now);
        return at >= now ? new($"还有 {span.Zh}", $"in {span.En}") : new($"已过 {span.Zh}", $"{span.En} ago");
    }
}
