using Floodgate.Emergency.People.Calendar;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.People;

internal enum CalendarAnswer
{
    Changed,

    /// <summary>It was changed since the caller read it.</summary>
    Stale,

    /// <summary>Neither the copy nor anything else could be written; nothing has changed.</summary>
    Unavailable,

    /// <summary>The change found nothing to change.</summary>
    Nothing,
}

/// <summary>
/// The on-call calendar in force, in memory. A change is on disk in the copy before it counts, so that it needs no
/// database: <see cref="PeopleStore"/> brings it there when it can, in order.
/// </summary>
internal sealed class CalendarBook
{
    private readonly CalendarCopy _copy;
    private readonly PeopleOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private volatile CalendarVersion _current = CalendarVersion.None;
    private List<CalendarVersion> _waiting = [];

    public CalendarBook(CalendarCopy copy, PeopleOptions options, TimeProvider clock, ILogger<CalendarBook> log)
    {
        (_copy, _options, _clock, _log) = (copy, options, clock, log);
        try
        {
            _waiting = [.. copy.Read()];
            if (_waiting.Count > 0) _current = _waiting[^1];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            PeopleLog.CopyUnreadable(log, fault.Message);
        }
    }

    public CalendarVersion Current => _current;

    /// <summary>Versions the database does not have for certain, oldest first.</summary>
    public IReadOnlyList<CalendarVersion> Waiting
    {
        get
        {
            lock (_gate) return [.. _waiting];
        }
    }

    /// <param name="expected">The version the caller read; null: whichever it is.</param>
    /// <param name="change">Gives the new calendar; null: nothing to change.</param>
    /// <param name="actor">Who changes it.</param>
    public CalendarAnswer Change(long? expected, Func<OnCallCalendar, OnCallCalendar?> change, string actor)
    {
        lock (_gate)
        {
            if (expected is { } number && number != _current.Number) return CalendarAnswer.Stale;
            if (change(_current.Calendar) is not { } calendar) return CalendarAnswer.Nothing;
            if (_waiting.Count >= _options.WaitingMax) return CalendarAnswer.Unavailable;
            var next = new CalendarVersion(_current.Number + 1, calendar, actor, _clock.GetUtcNow());
            List<CalendarVersion> waiting = [.. _waiting, next];
            if (!TryWrite(waiting)) return CalendarAnswer.Unavailable;
            (_waiting, _current) = (waiting, next);
            PeopleLog.CalendarChanged(_log, next.Number, actor);
            return CalendarAnswer.Changed;
        }
    }

    /// <summary>The database has these now.</summary>
    public void Kept(long number)
    {
        lock (_gate)
        {
            var left = _waiting.Where(version => version.Number > number).ToList();
            if (left.Count == _waiting.Count) return;
            _waiting = left;
            TryWrite(left.Count > 0 ? left : [_current]);
        }
    }

    /// <summary>The newest version of the database, found at start: it counts when the copy is older or lost.</summary>
    public void Found(CalendarVersion newest)
    {
        lock (_gate)
        {
            if (newest.Number <= _current.Number) return;
            _current = newest;
            TryWrite([newest]);
        }
    }

    private bool TryWrite(IReadOnlyList<CalendarVersion> versions)
    {
        try
        {
            _copy.Write(versions);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            PeopleLog.CopyNotWritten(_log, fault.Message);
            return false;
        }
    }
}
