using System.Collections.Concurrent;
using Floodgate.Foundation;

namespace Floodgate.Admission;

/// <summary>
/// 'Same person, same place' per campaign. The line is empty until the capability that brings it, so a place is a
/// number
/// and nothing waits on it; a restart may give a person a new one without their missing anything.
/// </summary>
internal sealed class TicketRegister(AdmissionOptions options)
{
    private readonly ConcurrentDictionary<int, Places> _campaigns = new();

    /// <returns>The place, and whether it was taken just now.</returns>
    public (long Place, bool Taken) Take(int campaign, PersonId person) =>
        _campaigns.GetOrAdd(campaign, static (_, limit) => new Places(limit), options.TicketsRememberedMax)
            .Take(person);

    private sealed class Places(int limit)
    {
        private readonly Lock _gate = new();
        private Dictionary<PersonId, long> _new = [], _old = [];
        private long _last;

        public (long Place, bool Taken) Take(PersonId person)
        {
            lock (_gate)
            {
                if (_new.TryGetValue(person, out var place) || _old.TryGetValue(person, out place))
                    return (place, false);
                if (_new.Count >= limit / 2) (_old, _new) = (_new, []);
                _new[person] = ++_last;
                return (_last, true);
            }
        }
    }
}
