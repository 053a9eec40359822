using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;
using static Floodgate.Emergency.Reviews.ReviewPoint;

namespace Floodgate.Emergency.Reviews;

/// <summary>What the incident cost, as far as it is known; what is not known is said to be unknown.</summary>
internal static class Losses
{
    public static IReadOnlyList<ReviewPoint> Find(TimelineReading read, CountedLoss? counted) =>
        [.. Outage(read), .. Pauses(read), .. Counted(read, counted), .. Unanswered(read)];

    /// <summary>Minutes claims of a campaign were paused; a pause that lasts counts to the last entry.</summary>
    public static double PausedMinutes(PauseRecord pause, DateTimeOffset end) =>
        pause.Spans.Sum(span => ((span.Until?.At ?? end) - span.From.At).TotalMinutes);

    private static IEnumerable<ReviewPoint> Outage(TimelineReading read)
    {
        var span = ReviewWords.Span((read.Restored?.At ?? read.End) - read.Breach);
        yield return read.Restored is { } restored
            ? Of("impaired", "service",
                $"服务受影响 {span.Zh}。", $"The service was impaired for {span.En}.", read.Opening, restored)
            : Of("impaired", "service",
                $"服务受影响 {span.Zh}，时间线结束时仍未恢复。",
                $"The service was impaired for {span.En} and not restored when the timeline ended.",
                read.Opening, read.Entries[^1]);
    }

    private static IEnumerable<ReviewPoint> Pauses(TimelineReading read) =>
        from pause in read.Pauses.Values
        let span = ReviewWords.Span(TimeSpan.FromMinutes(PausedMinutes(pause, read.End)))
        select Of("paused", pause.Campaign,
            $"活动 {pause.Campaign} 暂停领取 {span.Zh}；已领到的券不受影响。",
            $"Claims of {pause.Campaign} were paused for {span.En}; vouchers already held were not touched.",
            pause.Spans.SelectMany(one => one.Until is null ? new[] { one.From } : [one.From, one.Until]));

    private static IEnumerable<ReviewPoint> Counted(TimelineReading read, CountedLoss? counted)
    {
        var until = read.Restored ?? read.Entries[^1];
        if (counted is null)
        {
            yield return Of("uncounted", "loss",
                "少发的券、金额和未领到的人数没有统计。",
                "Vouchers not issued, money and people turned away were not counted.", read.Opening, until);
            yield break;
        }

        if (counted.VouchersNotIssued is { } vouchers)
            yield return Of("vouchers", "loss",
                $"少发券 {vouchers:N0} 张。", $"{vouchers:N0} vouchers were not issued.", read.Opening, until);
        if (counted.Subsidy is { } money)
            yield return Of("money", "loss",
                $"未发出的补贴 {Amount(money)}。", $"Subsidy not handed out: {Amount(money)}.", read.Opening, until);
        if (counted.PeopleTurnedAway is { } people)
            yield return Of("people", "loss",
                $"{people:N0} 人因此被拒绝，恢复一小时后仍未持有券。",
                $"{people:N0} people were refused because of it and hold nothing an hour after recovery.",
                read.Opening, until);
    }

    /// <summary>A server that was dead has refused nobody and knows nobody: its time is said, not a number.</summary>
    private static IEnumerable<ReviewPoint> Unanswered(TimelineReading read) =>
        from entry in read.Entries
        let gap = entry.Fact as Unanswered
        where gap is not null
        let span = ReviewWords.Span(gap.Until - gap.From)
        select Of("unanswered", "loss",
            $"服务器停止 {span.Zh}：此间来的人没有得到答复，人数无从得知，未计入上述损失。",
            $"No server ran for {span.En}: people who came then got no answer; how many is not known and not counted.",
            entry);

    private static string Amount(Money money) => $"{money.Amount / 100m:N2} {money.Currency}";
}
