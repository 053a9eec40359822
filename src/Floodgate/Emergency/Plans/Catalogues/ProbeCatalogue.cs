using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>What a kind of probe measures.</summary>
/// <param name="Unit">Null for a probe that only fails or not; then a detector has no limit.</param>
/// <param name="Targets">The targets it may have; empty for an address.</param>
internal sealed record ProbeEntry(
    ProbeKind Kind, string? Unit, BilingualText Description, IReadOnlyList<string> Targets);

internal static class ProbeCatalogue
{
    public static readonly IReadOnlyList<ProbeEntry> All =
    [
        new(ProbeKind.Http, null, new("地址在时限内以 2xx 答复", "the address answers 2xx within the time limit"), []),
        new(ProbeKind.Tcp, null, new("端口在时限内接受连接", "the port accepts a connection in time"), []),
        new(ProbeKind.Storage, null,
            new("存储在时限内写入并读回", "the storage writes and reads back in time"),
            ["journal", "relational", "folder", "database"]),
        new(ProbeKind.Disk, "%", new("磁盘剩余空间", "room left on the disk"), ["data"]),
        new(ProbeKind.Clock, "ms", new("与参考主机 HTTP 时间的偏差；对象为 monotonic 时是一分钟内本机时钟的最大跳变",
                "distance from the Date of a host's HTTP answer; for monotonic, our clock's greatest jump lately"), []),
        new(ProbeKind.Certificate, "d", new("证书剩余天数", "days until the certificate ends"), []),
    ];

    public static ProbeEntry Of(ProbeKind kind) => All.First(one => one.Kind == kind);
}
