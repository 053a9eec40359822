using System.Runtime.InteropServices;
using Floodgate.Foundation;

namespace Floodgate.Admission;

/// <summary>
/// Distinct persons whom a fault or a pause refused lately: a keyed hash, when first and last, and for which batch.
/// Exact up to <see cref="PersonsMax"/>; beyond, every second person is kept, then every fourth, chosen by their own
/// bits, so that memory stays and the count stays right on average. Only refusals come here.
/// </summary>
internal sealed class TurnedAway
{
    public const int PersonsMax = 200_000;

    /// <summary>The refusal came before the batch was looked at.</summary>
    public const int AnyBatch = -1;

    private const int Stripes = 16;
    private const int FreshMax = 65_536;
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new Stripe())];
    private readonly int _personsMax;
    private volatile int _shift;

    public TurnedAway(int personsMax = PersonsMax) => _personsMax = personsMax;

    /// <summary>How many people each one kept stands for; 1: the count is exact.</summary>
    public int Scale => 1 << _shift;

    public void Add(PersonId person, int batch, long nowMicros)
    {
        if (!IsKept(person)) return;
        var seconds = (int)(nowMicros / 1_000_000);
        var stripe = StripeOf(person);
        lock (stripe)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(stripe.Persons, person, out var exists);
            known = new Refused(exists ? known.First : seconds, seconds, batch < 0 && exists ? known.Batch : batch);
            if (exists) return;
            if (stripe.Fresh.Count < FreshMax) stripe.Fresh.Add(person);
            if (stripe.Persons.Count <= _personsMax / Stripes) return;
        }

        Halve();
    }

    /// <summary>Those refused within the time, Unix seconds, both ends included.</summary>
    public List<(PersonId Person, int Batch)> Within(long from, long until)
    {
        var found = new List<(PersonId, int)>();
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                foreach (var (person, refused) in stripe.Persons)
                    if ((refused.First >= from && refused.First <= until)
                        || (refused.Last >= from && refused.Last <= until)
                        || (refused.First < from && refused.Last > until)) found.Add((person, refused.Batch));
            }
        }

        return found;
    }

    /// <summary>Those added since this was asked last, for whoever keeps them over a restart.</summary>
    public List<(PersonId Person, Refused Refused)> TakeFresh()
    {
        var fresh = new List<(PersonId, Refused)>();
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                foreach (var person in stripe.Fresh)
                    if (stripe.Persons.TryGetValue(person, out var refused)) fresh.Add((person, refused));
                stripe.Fresh.Clear();
            }
        }

        return fresh;
    }

    /// <summary>Takes one as it was kept.</summary>
    public void Restore(PersonId person, Refused refused)
    {
        if (!IsKept(person)) return;
        var stripe = StripeOf(person);
        lock (stripe) stripe.Persons.TryAdd(person, refused);
        if (stripe.Persons.Count > _personsMax / Stripes) Halve();
    }

    /// <summary>Forgets whom nobody refused since then, Unix seconds: no incident asks for them.</summary>
    public void Forget(long before)
    {
        var left = 0;
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                foreach (var person in stripe.Persons.Where(one => one.Value.Last < before).Select(one => one.Key)
                    .ToArray()) stripe.Persons.Remove(person);
                left += stripe.Persons.Count;
            }
        }

        if (left == 0) _shift = 0;
    }

    /// <summary>All, for whoever keeps them over a restart.</summary>
    public List<(PersonId Person, Refused Refused)> All()
    {
        var all = new List<(PersonId, Refused)>();
        foreach (var stripe in _stripes)
        {
            lock (stripe) all.AddRange(stripe.Persons.Select(one => (one.Key, one.Value)));
        }

        return all;
    }

    private bool IsKept(PersonId person) => (((ulong)person.Value >> 44) & ((1ul << _shift) - 1)) == 0;

    private Stripe StripeOf(PersonId person) => _stripes[(int)((ulong)(person.Value >> 64) & (Stripes - 1))];

    private void Halve()
    {
        lock (_stripes)
        {
            if (_stripes.Sum(stripe => stripe.Persons.Count) < _personsMax - (_personsMax / 4)) return;
            _shift++;
            foreach (var stripe in _stripes)
            {
                lock (stripe)
                {
                    foreach (var gone in stripe.Persons.Keys.Where(person => !IsKept(person)).ToArray())
                        stripe.Persons.Remove(gone);
                }
            }
        }
    }

    private sealed class Stripe
    {
        public Dictionary<PersonId, Refused> Persons { get; } = [];

        public List<PersonId> Fresh { get; } = [];
    }
}

/// <summary>When a person was first and last refused, Unix seconds, and for which batch last.</summary>
internal readonly record struct Refused(int First, int Last, int Batch);
