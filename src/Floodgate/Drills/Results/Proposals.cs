using Floodgate.Drills.Judging;
using Floodgate.Drills.Scripts;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Results;

/// <summary>An improvement that a drill proposes; people give it an owner and a date, or drop it.</summary>
internal sealed record Proposal(string Expectation, BilingualText Text);

/// <summary>What was missed, and what failed to be put right, as improvement actions.</summary>
internal static class Proposals
{
    public static IReadOnlyList<Proposal> Of(DrillResult result) =>
    [
        .. result.Judged.Where(one => !one.Met).Select(Missed),
        .. result.Rollback.Where(one => !one.Good).Select(one => new Proposal("rollback", new BilingualText(
            $"演练结束后“{DocumentShape.Words(one.Step).Zh}”没有做到：查明原因并修正回退。",
            $"After the drill this was not put right: {DocumentShape.Words(one.Step).En}. Find out why."))),
    ];

    private static Proposal Missed(Judged one)
    {
        var target = Target(one.Expected);
        var (zh, en) = one.Expected.Of == ExpectedOf.People
            ? ("补训并重演", "train again and repeat the drill")
            : ("查明原因、改进并重演", "find the cause, mend it and repeat the drill");
        return new Proposal(one.Expected.Id, new BilingualText(
            $"未达到：{one.Expected.Title.Zh}（目标 {target.Zh}；实际 {one.Verdict.Evidence.Zh}）。{zh}。",
            $"Missed: {one.Expected.Title.En} (target {target.En}; seen: {one.Verdict.Evidence.En}): {en}."));
    }

    /// <summary>The target of an expectation in words.</summary>
    public static BilingualText Target(Expectation one)
    {
        if (one.ToleranceSeconds is { } tolerance)
            return new($"第 {one.AtSeconds} 秒 ± {tolerance} 秒", $"at {one.AtSeconds} s ± {tolerance} s");
        if (one.AtLeastPercent is { } percent) return new($"至少 {percent}%", $"at least {percent} %");
        var lasting = one.Kind is ExpectationKind.WalletsReadable or ExpectationKind.StatusAnswers;
        return one.WithinSeconds is { } seconds
            ? lasting ? new($"持续 {seconds} 秒", $"for {seconds} s") : new($"{seconds} 秒内", $"within {seconds} s")
            : new("成立", "holds");
    }
}
