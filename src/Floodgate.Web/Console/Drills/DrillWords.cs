using System.Globalization;
using Floodgate.Emergency.Practice.Face;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Drills;

/// <summary>States and numbers of drills as people say them.</summary>
internal static class DrillWords
{
    public static string Run(string id) => $"{ConsoleRoutes.Drills}/{Uri.EscapeDataString(id)}";

    /// <summary>What is typed to run a drill on a system of its own.</summary>
    /// <param name="drill">Its id.</param>
    /// <param name="here">Where the result is put on record.</param>
    public static string Alone(string drill, string here) => $"floodgate drill run {drill} --record {here}";

    /// <summary>On a running node for drills, where the real people are called: only that is a joint run.</summary>
    public static string OnANode(string drill, string here) =>
        $"floodgate drill run {drill} --server http://DRILL-NODE:5080 --api-key KEY --second-key KEY2 "
        + $"--record {here} --record-key KEY3";

    public static BilingualText State(DrillLine one) => one switch
    {
        { Last: null } => new("从未演练", "never run"),
        { Overdue: true } => new("逾期", "overdue"),
        { Last.Full: false } => new("未通过", "failed"),
        { Joint.Overdue: true } => new("联合演练逾期", "joint run overdue"),
        _ => new("按时", "in time"),
    };

    public static bool IsBad(DrillLine one) =>
        one.Overdue || one.Last is not { Full: true } || one.Joint is { Overdue: true };

    public static BilingualText Ending(string ending) => ending switch
    {
        "completed" => new("全部期望已判定", "every expectation was judged"),
        "timeLimit" => new("到达时限", "the time limit was reached"),
        "invariantBroken" => new("不变量被破坏", "an invariant broke"),
        "injectFailed" => new("注入未能执行", "an inject could not be carried out"),
        "serverSilent" => new("服务没有应答", "the server was silent"),
        "cancelled" => new("被中止", "it was stopped"),
        _ => new(ending, ending),
    };

    public static BilingualText Rollback(string step) => step switch
    {
        "stopLoad" => new("停止人群", "The crowd is stopped"),
        "storageBack" => new("恢复存储", "The storage is left alone"),
        "channelsBack" => new("恢复渠道", "Channels take messages again"),
        "endProcesses" => new("结束所启动的进程", "Processes that were started are ended"),
        "removeData" => new("删除演练数据", "The drill's data is removed"),
        "endIncidents" => new("了结演练中的事件，恢复领取", "The drill's incidents are ended, claims are open again"),
        _ => new(step, step),
    };

    /// <summary>Seconds of a drill, from its start.</summary>
    public static string At(double? seconds) =>
        seconds?.ToString("0.0", CultureInfo.InvariantCulture) is { } text ? text + " s" : "–";

    public static string Took(TimeSpan span) => span.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s");
}
