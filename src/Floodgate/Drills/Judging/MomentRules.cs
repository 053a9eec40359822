using System.Globalization;
using Floodgate.Drills.Scripts;
using Floodgate.Foundation;

namespace Floodgate.Drills.Judging;

/// <summary>What must be seen by a moment, or at one.</summary>
internal static class MomentRules
{
    public static Verdict Judge(JudgeMaterial known)
    {
        var expected = known.Expected;
        return expected.Kind switch
        {
            ExpectationKind.IncidentOpen => By(known, known.First(
                SightKind.Incident, one => one.Detail == expected.Risk)?.At),
            ExpectationKind.TeamsPaged => EachTeam(known, team => PageTo(known, team.Everyone, one =>
                expected.Where is not { } place || PageDetail.Sender(one.Detail) == Word(place))),
            ExpectationKind.FailedOver => EachTeam(known, team => PageTo(known, team.Everyone, one =>
                PageDetail.Channel(one.Detail) == Word(expected.Channel!.Value))),
            ExpectationKind.DeputyPaged => Deputies(known),
            ExpectationKind.NoticePublished => By(known, known.First(SightKind.Notice, one =>
                one.Subject == Word(expected.Where ?? DrillPlace.Server)
                && (!expected.WithReturn || one.Detail.Length > 0))?.At),
            ExpectationKind.ClaimsPaused => Paused(known),
            ExpectationKind.AcknowledgementTaken => By(known, known.First(
                SightKind.Acknowledged, one => one.Subject == expected.Person)?.At),
            ExpectationKind.StepDone => Step(known, "Done"),
            ExpectationKind.StepUndone => Step(known, "Undone"),
            ExpectationKind.SignalsClear => Cleared(known),
            _ => throw new InvalidOperationException($"{expected.Kind} is not known here"),
        };
    }

    public static string Word(DrillPlace place) => place == DrillPlace.Watch ? "watch" : "server";

    public static string Word(DrillChannel channel) => channel == DrillChannel.Mail ? "mail" : "webhook";

    public static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Seen at <paramref name="at"/>, due within the expectation's time.</summary>
    private static Verdict By(JudgeMaterial known, double? at, string zh = "", string en = "")
    {
        if (at is { } moment)
        {
            var took = Math.Max(0, moment - known.From);
            return new Verdict(
                took <= known.Within ? VerdictState.Met : VerdictState.Missed, moment, took,
                new BilingualText($"{Seconds(took)} 秒{zh}", $"{Seconds(took)} s{en}"));
        }

        return known.Ended || known.Now > known.From + known.Within
            ? Verdict.Missed($"未见到{zh}", $"not seen{en}") : Verdict.Pending;
    }

    /// <summary>The last of the teams decides.</summary>
    private static Verdict EachTeam(JudgeMaterial known, Func<DrillTeam, double?> find)
    {
        var found = known.Expected.Teams.Select(id => (Id: id, At: known.Team(id) is { } team ? find(team) : null))
            .ToArray();
        var words = string.Join(", ", found.Select(one =>
            one.At is { } at ? $"{one.Id} {Seconds(at - known.From)}" : $"{one.Id} -"));
        var last = found.All(one => one.At is not null) ? found.Max(one => one.At) : null;
        return By(known, last, $"（{words}）", $" ({words})");
    }

    private static double? PageTo(
        JudgeMaterial known, IEnumerable<string> people, Func<Sighting, bool>? fits = null, double? from = null)
    {
        var wanted = people.ToHashSet(StringComparer.Ordinal);
        return known.First(
            SightKind.Page, one => one.Good && wanted.Contains(one.Subject) && fits?.Invoke(one) != false, from)?.At;
    }

    /// <summary>From the team's first page to the deputy's first, for each team: all must be on time.</summary>
    private static Verdict Deputies(JudgeMaterial known)
    {
        var (at, tolerance) = ((double)known.Expected.AtSeconds!, (double)known.Expected.ToleranceSeconds!);
        var gaps = new List<double>();
        double? last = null;
        foreach (var team in known.Expected.Teams.Select(known.Team))
        {
            if (team is null || PageTo(known, team.Everyone) is not { } first) return Open(known, null, at + tolerance);
            if (PageTo(known, [team.Deputy], from: first) is not { } deputy)
                return Open(known, first, at + tolerance);
            gaps.Add(deputy - first);
            last = Math.Max(last ?? 0, deputy);
        }

        var worst = gaps.MaxBy(gap => Math.Abs(gap - at));
        var good = Math.Abs(worst - at) <= tolerance;
        var words = string.Join(
            ", ", known.Expected.Teams.Zip(gaps).Select(one => $"{one.First} {Seconds(one.Second)}"));
        return new Verdict(
            good ? VerdictState.Met : VerdictState.Missed, last, worst,
            new BilingualText($"首次呼叫后 {words} 秒", $"seconds after the first page: {words}"));
    }

    private static Verdict Open(JudgeMaterial known, double? first, double longest)
    {
        if (first is null) return known.Ended ? Verdict.Missed("小组未被呼叫", "a team was not paged") : Verdict.Pending;
        return known.Ended || known.Now > first + longest
            ? Verdict.Missed("副手未被呼叫", "a deputy was not paged") : Verdict.Pending;
    }

    /// <summary>Where an effect is asked for, a step that says nothing measured is not done.</summary>
    private static Verdict Step(JudgeMaterial known, string phase)
    {
        var step = known.Expected.Step;
        var said = known.First(SightKind.StepResult, one => one.Subject == step);
        var at = known.First(SightKind.Step, one => one.Subject == step && one.Detail == phase)?.At;
        if (!known.Expected.WithEffect) return By(known, at);
        var measured = known.First(
            SightKind.StepResult, one => one.Subject == step && MeasuredEffect.IsIn(one.Detail));
        var words = said is null ? "" : $" ({(measured ?? said).Detail})";
        return By(known, at is null || measured is null ? null : Math.Max(at.Value, measured.At), words, words);
    }

    private static Verdict Cleared(JudgeMaterial known)
    {
        var signals = known.Seen.Where(one => one.Kind == SightKind.Firing
            && (known.Expected.Risk is null || one.Subject == known.Expected.Risk)).ToArray();
        var last = signals.LastOrDefault()?.Detail ?? "";
        var words = last.Length > 0 ? $" ({last})" : "";
        return By(known, signals.FirstOrDefault(one => one.Detail.Length == 0 && one.At >= known.LookFrom)?.At, words,
            words);
    }

    /// <summary>Every campaign that was open when it began.</summary>
    private static Verdict Paused(JudgeMaterial known)
    {
        var open = known.Of(SightKind.Phase).Where(one => one.At < known.From).GroupBy(one => one.Subject)
            .Where(one => one.Last().Detail == "open").Select(one => one.Key).ToArray();
        if (open.Length == 0)
            return known.Ended ? Verdict.Missed("没有开放的活动", "no campaign was open") : Verdict.Pending;
        var times = open.Select(campaign => known.First(
            SightKind.Phase, one => one.Subject == campaign && one.Detail == "paused")?.At).ToArray();
        var words = $"{times.Count(one => one is not null)}/{open.Length}";
        return By(
            known, times.All(one => one is not null) ? times.Max() : null, $"（{words} 个活动）", $" ({words} campaigns)");
    }
}
