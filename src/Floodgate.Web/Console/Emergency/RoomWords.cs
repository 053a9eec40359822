using System.Globalization;
using Floodgate.Emergency.Incidents.Face;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Emergency;

/// <summary>Levels, phases and spans of time in words.</summary>
public static class RoomWords
{
    /// <summary>The plan's times, and the public's, are China's.</summary>
    public static ZoneClock Clock { get; } = new("Asia/Shanghai");

    public static BilingualText Level(string level) => level switch
    {
        "I" => new("Ⅰ级 特别重大", "Level I · gravest"),
        "II" => new("Ⅱ级 重大", "Level II · grave"),
        "III" => new("Ⅲ级 较大", "Level III · serious"),
        _ => new("Ⅳ级 一般", "Level IV · ordinary"),
    };

    public static BilingualText Colour(string level) => level switch
    {
        "I" => new("红", "red"),
        "II" => new("橙", "orange"),
        "III" => new("黄", "yellow"),
        _ => new("蓝", "blue"),
    };

    public static string LevelClass(string level) => "fg-level l-" + level;

    public static BilingualText Phase(string phase) => phase switch
    {
        "Open" => new("无人确认", "Nobody has it yet"),
        "Acknowledged" => new("处置中", "Being handled"),
        "Resolved" => new("已结束，待复盘", "Over, to be reviewed"),
        _ => new("已归档", "Closed"),
    };

    public static BilingualText Step(string phase) => phase switch
    {
        "Waiting" => new("未到", "Not yet"),
        "Offered" => new("待执行", "To do"),
        "Approved" => new("待第二人批准", "Needs a second person"),
        "Running" => new("执行中", "Running"),
        "Done" => new("完成", "Done"),
        "Failed" => new("失败", "Failed"),
        "TimedOut" => new("超时", "Out of time"),
        "Skipped" => new("已跳过", "Skipped"),
        "Undoing" => new("撤销中", "Undoing"),
        _ => new("已撤销", "Undone"),
    };

    public static BilingualText Mode(string mode) => mode switch
    {
        "Automatic" => new("自动", "automatic"),
        "OneClick" => new("一键", "one tap"),
        "TwoPerson" => new("双人", "two persons"),
        _ => new("人工", "by hand"),
    };

    /// <summary>How a step is taken and what it does; a manual one is only what people do.</summary>
    public static string Does(string mode, BilingualText does, bool chinese)
    {
        var how = Mode(mode);
        if (mode == "Manual") return chinese ? how.Zh : how.En;
        return chinese ? $"{how.Zh} · {does.Zh}" : $"{how.En} · {does.En}";
    }

    public static BilingualText Channel(string kind) => kind switch
    {
        "Smtp" => new("邮件", "mail"),
        "Webhook" => new("回调", "webhook"),
        "Wecom" => new("企业微信群", "WeCom group"),
        "Dingtalk" => new("钉钉群", "DingTalk group"),
        "Sms" => new("短信", "text"),
        "Voice" => new("电话", "call"),
        "InApp" => new("控制台", "console"),
        _ => new(kind, kind),
    };

    public static BilingualText Public(string status) => status switch
    {
        "Investigating" => new("调查中", "Investigating"),
        "Identified" => new("已确定原因", "Identified"),
        "Monitoring" => new("观察中", "Monitoring"),
        "Resolved" => new("已恢复", "Resolved"),
        _ => new("复盘", "Postmortem"),
    };

    /// <summary>The first two units that say something: 3 h 20 min.</summary>
    public static BilingualText Span(TimeSpan span)
    {
        var whole = span.Duration();
        if (whole.TotalSeconds < 60) return new($"{whole.Seconds} 秒", $"{whole.Seconds} s");
        if (whole.TotalHours < 1) return new($"{whole.Minutes} 分钟", $"{whole.Minutes} min");
        return whole.TotalDays < 1
            ? new($"{whole.Hours} 小时 {whole.Minutes} 分", $"{whole.Hours} h {whole.Minutes} min")
            : new($"{whole.Days} 天 {whole.Hours} 小时", $"{whole.Days} d {whole.Hours} h");
    }

    public static string Value(SignalReading signal) =>
        $"{Number(signal.Value)}{(signal.Unit is { } unit ? " " + unit : "")}";

    public static string Number(decimal? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "–";

    public static string Room(string incident) => $"{ConsoleRoutes.Incidents}/{Uri.EscapeDataString(incident)}";
}
