using System.Data.Common;
using System.Security.Claims;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Practice.Face;

/// <summary>Training for the console: the matrix, courses to read, quizzes to take.</summary>
public sealed class TrainingRecords
{
    private const int SoonDays = 30;
    private readonly TrainingParts _parts;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal TrainingRecords(TrainingParts parts, TimeProvider clock, ILogger<TrainingRecords> log) =>
        (_parts, _clock, _log) = (parts, clock, log);

    public TrainingReading Read(ClaimsPrincipal user)
    {
        var (now, plan) = (_clock.GetUtcNow(), _parts.Plans.InForce().Plan);
        var person = _parts.Persons.Of(user, "console").Id;
        Course[] courses = [.. plan.Courses.Where(course => course.Executable)];
        var mine = courses.Where(course => Asks(plan, course, person))
            .Select(course => new MyCourse(Head(course), Cell(course.Id, person, now)));
        return new TrainingReading(
            now, _parts.Desk.IsOfThePlan(person) ? person : null,
            [.. mine.OrderBy(one => one.Standing.State == "valid").ThenBy(one => one.Standing.ValidUntil)],
            [.. courses.Select(Head)],
            [.. plan.Teams.Select(team => new TeamTraining(
                team.Name, [.. team.Everyone.Select(id => Row(plan, courses, id, now))]))],
            [.. _parts.Duties.Now().Select(one => new DutyUntrained(
                one.Team.Name, DocumentShape.Word(one.Place.ToString()), NameOf(one.Person), one.From,
                [.. one.Courses.Select(Head)]))]);
    }

    /// <summary>Null: there is no such course.</summary>
    public CourseReading? Course(string course, ClaimsPrincipal user)
    {
        if (_parts.Desk.Find(course) is not { } taught || CourseTexts.Find(course) is not { } text) return null;
        var person = _parts.Persons.Of(user, "console").Id;
        var counts = _parts.Desk.IsOfThePlan(person);
        return new CourseReading(
            Head(taught), new BilingualText(CoursePage.Parts(text, false), CoursePage.Parts(text, true)),
            counts ? Cell(course, person, _clock.GetUtcNow()) : null, counts,
            [
                .. (QuizTexts.Find(course)?.Questions ?? []).Select(one => new QuestionReading(
                    one.Id, one.Ask, one.Right.Count > 1,
                    [.. one.Letters.Zip(one.Choices).Select(pair => new ChoiceReading(pair.First, pair.Second))])),
            ]);
    }

    /// <param name="answers">Letters of the choices, by question.</param>
    public async Task<QuizMarked> TakeAsync(
        string course, IReadOnlyDictionary<string, string[]> answers, ClaimsPrincipal user)
    {
        var person = _parts.Persons.Of(user, "console");
        var actor = user.Identity?.Name is { Length: > 0 } name ? name : "unnamed";
        try
        {
            var outcome = await _parts.Desk.TakeAsync(course, person.Id, answers, actor, CancellationToken.None);
            return QuizEndpoints.RefusalOf(outcome.Answer) is { } refusal
                ? Refused(refusal.InWords()) : Marked(course, outcome);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            PracticeLog.StorageFailed(_log, fault.Message);
            return Refused(Refusals.RecordsUnavailable.InWords());
        }
    }

    private QuizMarked Marked(string course, QuizOutcome outcome)
    {
        var (mark, row) = (outcome.Mark!, outcome.Row!);
        PracticeLog.QuizTaken(_log, row.Course, row.Person, mark.Right, mark.Questions);
        return new QuizMarked(
            null, !row.Failed, mark.Right, mark.Questions, _parts.Desk.Find(course)!.PassMark,
            row.Failed ? null : UnixTime.ToTime(row.ValidUntilMicros), mark.Wrong,
            QuizTexts.Find(course)!.Questions.Where(one => !mark.Wrong.Contains(one.Id))
                .ToDictionary(one => one.Id, one => one.Why));
    }

    private static QuizMarked Refused(BilingualText why) =>
        new(why, false, 0, 0, 0, null, [], new Dictionary<string, BilingualText>());

    private PersonTraining Row(EmergencyPlan plan, Course[] courses, string id, DateTimeOffset now)
    {
        var contact = _parts.Contacts.Current.Find(id);
        return new PersonTraining(
            id, contact?.Name ?? id, contact?.Role ?? new BilingualText(id, id),
            [.. courses.Select(course => Asks(plan, course, id) ? Cell(course.Id, id, now) : null)]);
    }

    private TrainingCell Cell(string course, string person, DateTimeOffset now)
    {
        var last = _parts.Book.Trainings.GetValueOrDefault((course, person));
        var quiz = _parts.Book.Quizzes.GetValueOrDefault((course, person));
        var state = last switch
        {
            null => quiz is { Passed: false } ? "failed" : "never",
            _ when last.ValidUntil <= now => "expired",
            _ => last.ValidUntil <= now.AddDays(SoonDays) ? "soon" : "valid",
        };
        return new TrainingCell(state, last?.ValidUntil, quiz?.Right, quiz?.Questions);
    }

    private string NameOf(string person) => _parts.Contacts.Current.Find(person)?.Name ?? person;

    private static bool Asks(EmergencyPlan plan, Course course, string person) =>
        course.Teams.Any(team => plan.TeamOf(team)?.Everyone.Contains(person) == true);

    private static CourseHead Head(Course course) => new(
        course.Id, course.Name, course.ValidDays, course.PassMark,
        QuizTexts.Find(course.Id)?.Questions.Count ?? 0);
}

/// <summary>What the training's face has around it.</summary>
internal sealed record TrainingParts(
    PracticeBook Book, PlanDesk Plans, TrainingDesk Desk, StaffPersons Persons, ContactsFile Contacts,
    DutyCheck Duties);
