using Floodgate.Emergency.Practice.Face;
using Floodgate.Foundation;
using Floodgate.Web.Console.Emergency;

namespace Floodgate.Web.Console.Training;

/// <summary>Standings of training as people say them.</summary>
internal static class TrainingWords
{
    public static string Course(string id) => $"{ConsoleRoutes.Training}/{Uri.EscapeDataString(id)}";

    public static BilingualText State(TrainingCell cell) => cell.State switch
    {
        "valid" => new("有效", "valid"),
        "soon" => new("将到期", "runs out soon"),
        "expired" => new("已过期", "expired"),
        "failed" => new("未及格", "not passed"),
        _ => new("未学", "not taken"),
    };

    public static bool IsGood(TrainingCell cell) => cell.State is "valid" or "soon";

    /// <summary>Until when it holds, or what the last quiz came to.</summary>
    public static BilingualText More(TrainingCell cell) => cell switch
    {
        { ValidUntil: { } until } => Until(RoomWords.Clock.Date(until)),
        { Right: { } right, Questions: { } of } => new($"{right} / {of} 题", $"{right} of {of}"),
        _ => new("", ""),
    };

    private static BilingualText Until(string day) => new($"至 {day}", $"to {day}");
}
