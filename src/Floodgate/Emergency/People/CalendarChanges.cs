using Floodgate.Emergency.People.Calendar;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.People;

/// <summary>What a change to the calendar must keep, whichever way it is asked for.</summary>
internal sealed class CalendarChanges(CalendarBook book, Func<PeopleInForce> inForce)
{
    public IReadOnlyList<DocumentFault> Check(OnCallCalendar calendar)
    {
        var people = inForce();
        return CalendarRules.Check(calendar, people.Plan, people.Contacts);
    }

    /// <summary>What is wrong with an override that is to be added.</summary>
    public IReadOnlyList<DocumentFault> Check(Override entry)
    {
        var faults = Check(new OnCallCalendar { Overrides = [entry] })
            .Select(fault => fault with { Pointer = fault.Pointer["/overrides/0".Length..] }).ToList();
        var known = book.Current.Calendar;
        if (known.Overrides.Any(one => one.Id == entry.Id))
            faults.Add(new DocumentFault("/id", null, null, "duplicate", new(
                "已有这个编号的替班。", "There is one with this id.")));
        if (known.Overrides.Count >= OnCallCalendar.OverridesMax)
            faults.Add(new DocumentFault("", null, null, "too-many", new(
                $"替班最多 {OnCallCalendar.OverridesMax} 条，请先清理过期的。",
                $"At most {OnCallCalendar.OverridesMax} overrides; remove old ones first.")));
        return faults;
    }

    public static OnCallCalendar? With(OnCallCalendar calendar, Override entry) =>
        calendar.Overrides.Any(one => one.Id == entry.Id)
            ? null
            : calendar with { Overrides = [.. calendar.Overrides, entry] };

    public static OnCallCalendar? Without(OnCallCalendar calendar, string id)
    {
        Override[] left = [.. calendar.Overrides.Where(one => one.Id != id)];
        return left.Length == calendar.Overrides.Count ? null : calendar with { Overrides = left };
    }
}
