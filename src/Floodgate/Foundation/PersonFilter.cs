namespace Floodgate.Foundation;

/// <summary>
/// Who a book may know: never forgets a person, and takes fewer than one stranger in a hundred for a known one. About
/// four bytes a person (a Bloom filter in blocks of one word, four bits a person). One thread adds, any thread asks
/// without a lock. Person ids are keyed hashes, so their own bits serve as the hash.
/// </summary>
internal sealed class PersonFilter
{
    private const int PersonsPerWord = 2;
    private const int WordsMin = 1 << 10;
    private const int WordsMax = 1 << 24;
    private volatile ulong[][] _layers = [new ulong[WordsMin]];
    private long _room = WordsMin * (long)PersonsPerWord;

    /// <summary>Makes room for so many further persons at once; without it room is added as they come.</summary>
    public void Reserve(long persons)
    {
        if (persons > _room) AddLayer(persons);
    }

    /// <summary>Before anything that rests on the person being known leaves the book.</summary>
    public void Add(PersonId person)
    {
        if (_room-- <= 0) AddLayer((long)_layers[^1].Length * PersonsPerWord * 2);
        var layer = _layers[^1];
        Volatile.Write(ref layer[Word(person, layer)], layer[Word(person, layer)] | Bits(person));
    }

    /// <summary>False: the person was never added.</summary>
    public bool MayContain(PersonId person)
    {
        var bits = Bits(person);
        foreach (var layer in _layers)
            if ((Volatile.Read(ref layer[Word(person, layer)]) & bits) == bits) return true;
        return false;
    }

    private void AddLayer(long persons)
    {
        long words = WordsMin;
        while (words < WordsMax && words * PersonsPerWord < persons) words *= 2;
        _room = words * PersonsPerWord;
        _layers = [.. _layers, new ulong[words]];
    }

    private static int Word(PersonId person, ulong[] layer) =>
        (int)((ulong)(person.Value >> 64) >> 32) & (layer.Length - 1);

    private static ulong Bits(PersonId person)
    {
        var low = (ulong)person.Value;
        return (1ul << (int)((low >> 16) & 63)) | (1ul << (int)((low >> 22) & 63))
            | (1ul << (int)((low >> 28) & 63)) | (1ul << (int)((low >> 34) & 63));
    }
}
