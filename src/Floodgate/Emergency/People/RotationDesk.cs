using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.People.Face;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.People;

/// <summary>
/// Adds, changes and ends rotations one at a time, through the same checks as a whole calendar; faults name the member
/// they are of.
/// </summary>
internal sealed class RotationDesk(CalendarBook book, CalendarChanges changes)
{
    /// <summary>Empty: it stands.</summary>
    /// <param name="asked">As written in the form.</param>
    /// <param name="id">Of the rotation, a new one's too.</param>
    /// <param name="version">Of the calendar that was read.</param>
    /// <param name="actor">Who changes it.</param>
    public IReadOnlyList<RotationFault> Put(RotationAsked asked, string id, long version, string actor)
    {
        var (rotation, faults) = RotationDraft.Read(asked, id);
        if (rotation is null) return faults;
        // Through the reader of calendars, so that limits of length and number are kept as over the interface.
        var alone = new OnCallCalendar { Rotations = [rotation] };
        var parse = CalendarDocument.Parse(DocumentWriter.Write(alone));
        var found = parse.Value is { } read ? changes.Check(read) : parse.Faults;
        if (found.Count > 0) return [.. found.Select(Of)];
        var answer = book.Change(version, calendar => RotationDraft.With(calendar, rotation), actor);
        return Words(answer);
    }

    public IReadOnlyList<RotationFault> End(string id, DateOnly on, long version, string actor) =>
        Words(book.Change(version, calendar => RotationDraft.End(calendar, id, on), actor));

    private static RotationFault[] Words(CalendarAnswer answer) =>
        CalendarReader.Words(answer) is { } words ? [new RotationFault("", words)] : [];

    /// <summary><c>/rotations/0/people/2</c> is of <c>people</c>.</summary>
    private static RotationFault Of(DocumentFault fault)
    {
        var parts = fault.Pointer.Split('/');
        return new RotationFault(parts.Length > 3 ? parts[3] : "", fault.Message);
    }
}
