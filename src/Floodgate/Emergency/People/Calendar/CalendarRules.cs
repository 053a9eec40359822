using System.Globalization;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>What a calendar must keep beyond its shape: known people and teams, times that are times.</summary>
internal static class CalendarRules
{
    private const int OverrideDaysMax = 92;

    /// <param name="calendar">Well-formed.</param>
    /// <param name="plan">In force; null: teams are not checked.</param>
    /// <param name="contacts">Whom people's ids must be in.</param>
    public static IReadOnlyList<DocumentFault> Check(OnCallCalendar calendar, EmergencyPlan? plan, ContactBook contacts)
    {
        var faults = new FaultList();
        for (var i = 0; i < calendar.Rotations.Count; i++)
            CheckRotation(faults, calendar.Rotations[i], plan, contacts, $"/rotations/{i}");
        for (var i = 0; i < calendar.Overrides.Count; i++)
            CheckOverride(faults, calendar.Overrides[i], plan, contacts, $"/overrides/{i}");
        return faults.All;
    }

    public static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static void CheckRotation(
        FaultList faults, Rotation rotation, EmergencyPlan? plan, ContactBook contacts, string at)
    {
        CheckTeam(faults, plan, rotation.Team, at);
        for (var i = 0; i < rotation.People.Count; i++)
            CheckPerson(faults, contacts, rotation.People[i], $"{at}/people/{i}");
        if (rotation.EndsOn <= rotation.StartsOn)
            faults.Add(at + "/endsOn", "period-empty", "止日必须在首日之后。", "It must end after its first day.");
        CheckTime(faults, rotation.HandOverAt, at + "/handOverAt");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rotation.TimeZone, out _))
            faults.Add(at + "/timeZone", "time-zone-unknown", "没有这个时区；请写 IANA 名称，如 Asia/Shanghai。",
                "No such time zone; write its IANA name, such as Asia/Shanghai.");
        if ((rotation.From is null) != (rotation.To is null))
            faults.Add(at, "hours-incomplete", "每日自、每日至要写就都写。", "from and to go together.");
        if (rotation.From is { } from) CheckTime(faults, from, at + "/from");
        if (rotation.To is { } to) CheckTime(faults, to, at + "/to");
        if (rotation.From is null && rotation.Weekdays.Count > 0)
            faults.Add(at + "/weekdays", "hours-incomplete", "写了星期就要写每日自、每日至。", "weekdays need from and to.");
    }

    private static void CheckOverride(
        FaultList faults, Override change, EmergencyPlan? plan, ContactBook contacts, string at)
    {
        CheckTeam(faults, plan, change.Team, at);
        CheckPerson(faults, contacts, change.Person, at + "/person");
        var begins = TimeText.TryRead(change.From, out var from);
        var ends = TimeText.TryRead(change.Until, out var until);
        if (!begins) NoMoment(faults, at + "/from");
        if (!ends) NoMoment(faults, at + "/until");
        if (begins && ends && (until <= from || until - from > TimeSpan.FromDays(OverrideDaysMax)))
            faults.Add(at + "/until", "period-malformed", $"必须晚于开始，且不超过 {OverrideDaysMax} 天。",
                $"Must be after its beginning and {OverrideDaysMax} days at most.");
    }

    private static void CheckTeam(FaultList faults, EmergencyPlan? plan, string team, string at)
    {
        if (plan is not null) faults.MustBeTeam(plan, at + "/team", team);
    }

    private static void CheckPerson(FaultList faults, ContactBook contacts, string person, string at)
    {
        if (contacts.Find(person) is null)
            faults.Add(at, "person-unknown", $"联系人中没有“{person}”。", $"The contacts do not know '{person}'.");
    }

    private static void CheckTime(FaultList faults, string text, string at)
    {
        if (!TryTime(text, out _))
            faults.Add(at, "time-malformed", "时间写成 22:00。", "A time of day is written \"22:00\".");
    }

    private static void NoMoment(FaultList faults, string at) =>
        faults.Add(at, "time-malformed", "时间写成 2026-11-23T09:00:00+08:00。",
            "A moment is written 2026-11-23T09:00:00+08:00.");
}
