using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Threading.Channels;
using Channel = System.Threading.Channels.Channel;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>
/// The control room for the console: what is going on, what people may ask of it, and word when something changed.
/// Needs no store. What a person may do is decided by the room itself, whatever a screen shows.
/// </summary>
public sealed partial class IncidentDesk
{
    private const int OverMax = 50;
    private const int WatchersMax = 500;
    private const int TextMax = 4_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<Channel<long>, bool> _watchers = new();
    private readonly ControlRoom _room;
    private readonly DeskSurroundings _around;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _began;
    private long _changes;

    internal IncidentDesk(ControlRoom room, DeskSurroundings around, TimeProvider clock)
    {
        (_room, _around, _clock, _began) = (room, around, clock, clock.GetUtcNow());
        room.Written += (_, _) => Ring();
    }

    /// <summary>All that is live, and the newest of what is over; null when the room has too much waiting.</summary>
    public Task<IncidentLines?> ListAsync() => LookAsync(decider =>
    {
        var all = decider.State.Incidents.Values;
        var over = all.Where(one => !one.IsLive).OrderByDescending(one => one.OpenedAt).ToArray();
        var live = all.Where(one => one.IsLive).OrderBy(one => one.Level).ThenByDescending(one => one.OpenedAt);
        var lines = new IncidentLines(
            _clock.GetUtcNow(), [.. live.Select(Line)], [.. over.Take(OverMax).Select(Line)],
            all.Any(one => one.IsLive) ? null : over.Max(one => one.ResolvedAt),
            _around.Automation.Switch.AutomationOn, _around.Plans.Current.Approved, Automation())
        {
            FromMemorySince = _room.BehindSince,
        };
        return lines;
    });

    /// <summary>The room as this person sees it; null for an unknown incident, or when too much is waiting.</summary>
    public Task<IncidentReading?> ReadAsync(string incident, ClaimsPrincipal user)
    {
        var person = _around.Persons.Of(user, "console");
        return LookAsync(decider =>
        {
            if (decider.State.Find(incident) is not { } found) return null;
            var plan = _around.Plans.Of(found.Begun.Plan);
            var reader = new RoomReader(decider, found, plan, person, _around.ContactOf, _clock.GetUtcNow());
            return reader.Read(_around.ChangesSince(found.OpenedAt.AddHours(-24), _began)) with
            {
                Loss = LossReading.Of(_around.Loss(found.Id) ?? found.Loss),
                Automation = Automation(),
            };
        });
    }

    /// <summary>What this person may declare, by the plan in force.</summary>
    public DeclarationChoices Choices(ClaimsPrincipal user)
    {
        var (plan, person) = (_around.Plans.Current.Plan, _around.Persons.Of(user, "console"));
        return new DeclarationChoices(
            [.. plan.Risks.Where(risk => risk.Executable).Select(risk => new RiskChoice(
                risk.Id, risk.Name, risk.Response.Level.ToString(),
                [.. risk.Response.Causes.Select(cause => new Choice(cause.Id, cause.Name, cause.Signs))]))],
            [.. plan.Levels.Where(level => person.HasOneOf(level.Declare)).Select(level => level.Id.ToString())],
            [.. _around.Gates.All.Where(gate => gate.Version is not null).Select(gate => gate.Id)]);
    }

    /// <summary>
    /// A number at once and after every change, at most five a second; a slow reader skips some. Ends at once when too
    /// many are watching: they look again by themselves.
    /// </summary>
    public async IAsyncEnumerable<long> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_watchers.Count >= WatchersMax) yield break;
        var bell = Channel.CreateBounded<long>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _watchers[bell] = true;
        try
        {
            bell.Writer.TryWrite(Interlocked.Read(ref _changes));
            await foreach (var change in bell.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
                await Task.Delay(Pace, _clock, cancellationToken);
            }
        }
        finally
        {
            _watchers.TryRemove(bell, out _);
        }
    }

    private IncidentLine Line(Incident incident) =>
        RoomReader.LineOf(incident, _around.Plans.Of(incident.Begun.Plan), _around.ContactOf);

    private async Task<T?> LookAsync<T>(Func<Decider, T?> look) where T : class
    {
        try
        {
            return await _room.AskAsync(look);
        }
        catch (RoomFullException)
        {
            return null;
        }
    }

    private void Ring()
    {
        var change = Interlocked.Increment(ref _changes);
        foreach (var bell in _watchers.Keys) bell.Writer.TryWrite(change);
    }
}
