using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;
using static Floodgate.Emergency.Reviews.ReviewPoint;

namespace Floodgate.Emergency.Reviews;

/// <summary>
/// The frame of the five whys: the first answers are what the timeline knows, the deeper ones are for people.
/// </summary>
internal static class Whys
{
    public static IReadOnlyList<ReviewWhy> Ask(TimelineReading read, PlanNames names, int count)
    {
        var whys = new List<ReviewWhy>();
        var effect = new BilingualText(ReviewWords.Cut(read.Begun.Effect.Zh), ReviewWords.Cut(read.Begun.Effect.En));
        Add(new($"为什么用户受到影响（{effect.Zh}）？", $"Why were people affected ({effect.En})?"), Signal(read, names));
        Add(new("为什么会出现这个现象？", "Why did that happen?"), Cause(read, names));
        Add(new("为什么这个原因会存在？", "Why was that cause there?"), null);
        Add(new("为什么之前没有发现或阻止？", "Why was it not found or stopped before?"), null);
        while (whys.Count < count)
            Add(new("再往下：为什么会这样？", "And why was that so?"), null);
        return [.. whys.Take(count)];

        void Add(BilingualText question, ReviewPoint? answer) =>
            whys.Add(new ReviewWhy(whys.Count + 1, question, answer, answer?.Cites ?? [Citation.Of(read.Opening)]));
    }

    private static ReviewPoint? Signal(TimelineReading read, PlanNames names)
    {
        if (read.FirstSignal is not { Fact: SignalFired fired } entry) return null;
        var name = names.Detector(fired.Detector);
        var text = ReviewWords.Cut(fired.Text);
        return Of("why-signal", fired.Key, $"{name.Zh}：{text}。", $"{name.En}: {text}.", entry);
    }

    private static ReviewPoint? Cause(TimelineReading read, PlanNames names)
    {
        if (read.CauseFound is { Fact: CauseSet found } entry)
        {
            var name = names.Cause(found.Cause);
            return Of("why-cause", found.Cause, $"确定的原因：{name.Zh}。", $"The cause that was found: {name.En}.", entry);
        }

        if (read.Begun.Cause is not { } assumed) return null;
        var guess = names.Cause(assumed);
        return Of("why-assumed", assumed,
            $"方案假定的原因，没有人确认：{guess.Zh}。", $"Assumed by the plan, confirmed by nobody: {guess.En}.", read.Opening);
    }
}
