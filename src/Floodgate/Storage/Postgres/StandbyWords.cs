namespace Floodgate.Storage.Postgres;

/// <summary>The standby's last reading in words, for the page of the cluster.</summary>
internal sealed class StandbyWords(PostgresEngine engine) : IDatabaseReading
{
    public DatabaseFacts Read()
    {
        var reading = engine.Standby.Reading;
        var place = reading.Primary?.ToString() ?? "-";
        return reading.Status switch
        {
            StandbyStatus.Synchronous => new(IsWell: true, new(
                $"主库 {place}，备库同步跟随，落后 {reading.LagBytes ?? 0:N0} 字节。",
                $"Primary {place}; the standby follows synchronously, {reading.LagBytes ?? 0:N0} bytes behind.")),
            StandbyStatus.NotPromised => new(IsWell: true, new(
                $"主库 {place}；没有约定备库：它坏了，就要从备份恢复。",
                $"Primary {place}; no standby is promised: without it a backup has to be restored.")),
            StandbyStatus.Waiting => new(IsWell: false, new(
                $"自 {reading.Since:u} 起备库没有跟随：钱包可查，新的操作不确认。请恢复备库，或由两人放开。",
                $"Since {reading.Since:u} the standby does not follow: wallets are read, nothing new is confirmed. "
                + "Bring it back, or two people let commits go on without it.")),
            StandbyStatus.Released => new(IsWell: false, new(
                $"自 {reading.Since:u} 起没有备库（{reading.By ?? "-"} 放开）；请尽快建立。",
                $"Since {reading.Since:u} there is no standby (released by {reading.By ?? "-"}); make one soon.")),
            _ => new(IsWell: false, new(
                $"看不到主库：{reading.Why ?? "没有应答"}。请先查看主库与网络。",
                $"The primary is not seen: {reading.Why ?? "no answer"}. Look at it and at the network first.")),
        };
    }
}
