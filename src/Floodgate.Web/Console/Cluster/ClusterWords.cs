using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Vouchers.Nodes.Face;

namespace Floodgate.Web.Console.Cluster;

/// <summary>Nodes and their books in words.</summary>
internal static class ClusterWords
{
    public const int Tones = 6;

    public static BilingualText State(string state) => state switch
    {
        "serving" => new("服务中", "Serving"),
        "cordoned" => new("不持有账本", "Cordoned"),
        "draining" => new("正在退出", "Draining"),
        "joining" => new("正在加入", "Joining"),
        _ => new("没有回答", "Silent"),
    };

    public static BilingualText Meaning(string state) => state switch
    {
        "serving" => new("接受请求，也持有账本。", "Answers requests and keeps books."),
        "cordoned" => new("接受请求；账本由其他节点持有。", "Answers requests; its books are with the others."),
        "joining" => new("刚刚启动，还在读取活动；就绪后分到账本。",
            "It has just begun; it gets books once it knows every campaign."),
        "draining" => new("不再接到新请求；账本由其他节点持有，可以停机。",
            "Gets no new requests; its books are with the others, and it may be stopped."),
        _ => new("限时内没有回答。几秒内仍不回答时，其他节点会接管它的账本；已确认的券都在数据库里。",
            "It did not answer in time. If it stays silent, the others take its books within seconds; what was " +
            "acknowledged is in the database."),
    };

    public static string StateTone(string state) => state switch
    {
        "serving" => "fg-fine",
        "silent" => "fg-bad",
        _ => "fg-away",
    };

    /// <summary>A shape for those who do not see the colour: a dot, a bar, an arrow, a cross.</summary>
    public static string Sign(string state) => state switch
    {
        "serving" => "M8 3a5 5 0 1 0 .01 0z",
        "cordoned" => "M2 6.5h12v3H2z",
        "draining" => "M3 6.5h5V3l6 5-6 5V9.5H3z",
        "joining" => "M13 6.5H8V3L2 8l6 5V9.5h5z",
        _ => "M4 2.5 8 6.5l4-4L13.5 4l-4 4 4 4-1.5 1.5-4-4-4 4L2.5 12l4-4-4-4z",
    };

    public static BilingualText Book(int? shard) =>
        shard is { } number ? new($"分片 {number}", $"shard {number}") : new("库存池", "pool");

    public static string Ahead(NodeReading node) =>
        node.SkewMs?.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) ?? "–";

    public static string GiveOrTake(NodeReading node) =>
        node.SkewUncertainMs?.ToString("±0.0", CultureInfo.InvariantCulture) ?? "";

    public static string Clock(NodeReading node) => Ahead(node) + " ms";

    public static string Tone(int place) => "fg-n" + (place % Tones).ToString(CultureInfo.InvariantCulture);
}
