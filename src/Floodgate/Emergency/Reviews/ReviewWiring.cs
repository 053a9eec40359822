using Floodgate.Admission;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Emergency.Reviews;

/// <summary>The sources as a server has them: the room for what is live, the store for what is older.</summary>
internal static class ReviewWiring
{
    private const int GapDays = 14;

    public static ReviewSources OfServer(IServiceProvider all) => new()
    {
        Entries = incident => EntriesAsync(all, incident),
        Incidents = () => all.GetRequiredService<ControlRoom>().ReadAsync<IReadOnlyList<IncidentHead>>(state =>
        [
            .. state.Incidents.Values.Select(PastIncident.Of).Concat(state.Cut.Past)
                .OrderByDescending(one => one.OpenedAt).Select(one => new IncidentHead(
                    one.Id, one.Title, one.Level, one.Phase, one.OpenedAt, one.ResolvedAt)),
        ]),
        PlanOf = version => all.GetRequiredService<RoomPlans>().Of(version),
        CloseIncident = (incident, review, person) => CloseAsync(all, incident, review, person),
        Series = incident => Task.FromResult(SeriesOf(all, incident)),
        Loss = incident => LossAsync(all, incident),
        Campaigns = () => CampaignsOf(all.GetRequiredService<Gates>()),
        ContactsChangedAt = () => all.GetRequiredService<ContactsFile>().ChangedAt,
        ConfigurationChangedAt = () => all.GetRequiredService<ChangeBook>().LastAt ?? DateTimeOffset.MinValue,
        Drills = () =>
        [
            .. all.GetRequiredService<PracticeBook>().Drills.Values.Select(one =>
                new LastDone(one.Drill, one.EndedAt, one.Full)),
        ],
        JointDrills = () => JointOf(all),
        Courses = () => CoursesOf(all),
        Owners = () => [.. all.GetRequiredService<ContactsFile>().Current.People.Select(person => person.Name)],
        OnCallGaps = () => GapsOf(all),
        Untrained = () => UntrainedOf(all),
        Reachability = () => Reached(all),
    };

    /// <summary>
    /// Every personal channel, tested or not: what no recent test has proved is no way to reach anybody.
    /// </summary>
    private static LastDone[] Reached(IServiceProvider all)
    {
        var tests = all.GetRequiredService<ReachBook>().All.ToDictionary(test => (test.Person, test.Kind, test.Mask));
        var old = all.GetRequiredService<TimeProvider>().GetUtcNow()
            .AddDays(-all.GetRequiredService<PeopleOptions>().ReachTestDays);
        var channels =
            from person in all.GetRequiredService<ContactsFile>().Current.People
            from channel in person.Channels.DistinctBy(one => (one.Kind, ReachTesting.Mask(one)))
            let test = tests.GetValueOrDefault((person.Id, channel.Kind, ReachTesting.Mask(channel)))
            select new LastDone($"{person.Name}/{channel.Kind}", test?.At, test?.Outcome switch
            {
                null or ReachOutcome.Sending => null,
                ReachOutcome.Sent => test!.At < old ? null : true,
                _ => false,
            });
        return [.. channels];
    }

    /// <summary>What the room holds in memory needs no storage; the store is asked for what it let go.</summary>
    private static async Task<IReadOnlyList<Entry>> EntriesAsync(IServiceProvider all, string incident)
    {
        var live = await all.GetRequiredService<ControlRoom>().ReadAsync<IReadOnlyList<Entry>>(
            state => state.Find(incident) is { } found ? [.. found.Timeline] : []);
        return live.Count > 0
            ? live : await all.GetRequiredService<EntryStore>().OfAsync(incident, CancellationToken.None);
    }

    /// <summary>As it stands now while it is counted; else as the timeline has it last.</summary>
    private static async Task<CountedLoss?> LossAsync(IServiceProvider all, string incident)
    {
        var loss = all.GetRequiredService<LossDesk>().Of(incident)
            ?? (await EntriesAsync(all, incident)).Select(entry => entry.Fact).OfType<LossCounted>().LastOrDefault();
        return loss is null ? null : new CountedLoss(loss.Vouchers, loss.Subsidy, loss.People);
    }

    private static IReadOnlyList<SignalSeries> SeriesOf(IServiceProvider all, string incident)
    {
        var plan = all.GetRequiredService<RoomPlans>().Current.Plan;
        return
        [
            .. from track in all.GetRequiredService<SignalKeeper>().Of(incident)
               where track.Points.Exists(point => point.Value is not null)
               let detector = plan.Detectors.FirstOrDefault(one => one.Id == track.Key.Split('@')[0])
               select new SignalSeries(
                   track.Key, detector?.Name ?? new BilingualText(track.Key, track.Key), detector?.Unit ?? "",
                   detector?.Limit, [.. track.Points.Select(point => new SignalPoint(point.At, point.Value))]),
        ];
    }

    private static IReadOnlyList<CampaignSize> CampaignsOf(Gates gates) =>
    [
        .. from gate in gates.All
           from version in gate.Versions
           where version.AppliedMicros > 0
           select new CampaignSize(
               gate.Id, version.Definition.Batches.Sum(batch => batch.Stock),
               UnixTime.ToTime(version.AppliedMicros)),
    ];

    private static async Task<string?> CloseAsync(
        IServiceProvider all, string incident, string review, string person)
    {
        // Whoever may close a review is a commander: the endpoint has asked.
        var commander = new Person(person, new HashSet<string>(StringComparer.Ordinal) { "commander" }, "api");
        var outcome = await all.GetRequiredService<ControlRoom>().AskAsync(
            decider => decider.Carry(incident, commander, new Order.Close(review)));
        return outcome == OrderOutcome.Done ? null : outcome.ToString();
    }

    private static LastDone[] JointOf(IServiceProvider all)
    {
        var (drills, runs) = (
            all.GetRequiredService<PlanDesk>().InForce().Plan.Drills, all.GetRequiredService<PracticeBook>().Attended);
        var now = all.GetRequiredService<TimeProvider>().GetUtcNow();
        return
        [
            .. from drill in drills
               let joint = JointDrills.Of(drill, runs, now)
               where joint is not null
               select new LastDone(drill.Id, joint.Last?.EndedAt, null),
        ];
    }

    /// <summary>A course counts from the day on which everybody of its teams had taken it.</summary>
    private static LastDone[] CoursesOf(IServiceProvider all)
    {
        var (plan, taken) = (
            all.GetRequiredService<PlanDesk>().InForce().Plan, all.GetRequiredService<PracticeBook>().Trainings);
        return [.. plan.Courses.Where(course => course.Executable).Select(course =>
            new LastDone(course.Id, TrainingMatrix.CompleteSince(plan, course, taken), null))];
    }

    private static UntrainedOnCall[] UntrainedOf(IServiceProvider all)
    {
        var contacts = all.GetRequiredService<ContactsFile>().Current;
        return
        [
            .. all.GetRequiredService<DutyCheck>().Now().Select(one => new UntrainedOnCall(
                one.Team.Name, DocumentShape.Word(one.Place.ToString()),
                contacts.Find(one.Person)?.Name ?? one.Person, one.From,
                [.. one.Courses.Select(course => course.Name)])),
        ];
    }

    private static BilingualText[] GapsOf(IServiceProvider all)
    {
        var now = all.GetRequiredService<TimeProvider>().GetUtcNow();
        var plan = all.GetRequiredService<PlanDesk>().InForce().Plan;
        var gaps = Gaps.In(
            all.GetRequiredService<Roster>(), all.GetRequiredService<CalendarBook>().Current.Table, plan.Teams, now,
            now.AddDays(GapDays));
        return
        [
            .. gaps.Select(gap =>
            {
                var team = plan.TeamOf(gap.Team)!.Name;
                var (from, until) = (ReviewWords.Clock(gap.From)[..16], ReviewWords.Clock(gap.Until)[..16]);
                return gap.Kind switch
                {
                    GapKind.Nobody => new BilingualText(
                        $"{team.Zh} {from} 至 {until} 无人值班", $"{team.En}: nobody on call {from} to {until}"),
                    GapKind.SamePerson => new BilingualText(
                        $"{team.Zh} {from} 至 {until} 主副同为 {gap.StandsIn}",
                        $"{team.En}: {gap.StandsIn} is primary and deputy {from} to {until}"),
                    _ => new BilingualText(
                        $"{team.Zh} {from} 至 {until} 值班表未覆盖，由 {gap.StandsIn} 代替",
                        $"{team.En}: the calendar is open {from} to {until}, {gap.StandsIn} stands in"),
                };
            }),
        ];
    }
}
