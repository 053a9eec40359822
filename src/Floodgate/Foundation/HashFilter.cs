namespace Floodgate.Foundation;

/// <summary>
/// What a book may know (persons, orders), by hash: never forgets one, and takes fewer than one stranger in a hundred
/// for a known one. About four bytes each (a Bloom filter in blocks of one word, four bits a hash). One thread adds,
/// any thread asks without a lock. Both halves of a hash must be spread.
/// </summary>
internal sealed class HashFilter
{
    private const int HashesPerWord = 2;
    private const int WordsMin = 1 << 10;
    private const int WordsMax = 1 << 24;
    private volatile ulong[][] _layers = [new ulong[WordsMin]];
    private long _room = WordsMin * (long)HashesPerWord;

    /// <summary>May know everybody: of something that is elsewhere. Nothing is added to it.</summary>
    public static HashFilter All { get; } = new() { _layers = [[ulong.MaxValue]], _room = 0 };

    /// <summary>Makes room for so many further hashes at once; without it room is added as they come.</summary>
    public void Reserve(long count)
    {
        if (count > _room) AddLayer(count);
    }

    /// <summary>Before anything that rests on it being known leaves the book.</summary>
    public void Add(UInt128 hash)
    {
        if (_room-- <= 0) AddLayer((long)_layers[^1].Length * HashesPerWord * 2);
        var layer = _layers[^1];
        Volatile.Write(ref layer[Word(hash, layer)], layer[Word(hash, layer)] | Bits(hash));
    }

    /// <summary>False: it was never added.</summary>
    public bool MayContain(UInt128 hash)
    {
        var bits = Bits(hash);
        foreach (var layer in _layers)
            if ((Volatile.Read(ref layer[Word(hash, layer)]) & bits) == bits) return true;
        return false;
    }

    private void AddLayer(long count)
    {
        long words = WordsMin;
        while (words < WordsMax && words * HashesPerWord < count) words *= 2;
        _room = words * HashesPerWord;
        _layers = [.. _layers, new ulong[words]];
    }

    private static int Word(UInt128 hash, ulong[] layer) =>
        (int)((ulong)(hash >> 64) >> 32) & (layer.Length - 1);

    private static ulong Bits(UInt128 hash)
    {
        var low = (ulong)hash;
        return (1ul << (int)((low >> 16) & 63)) | (1ul << (int)((low >> 22) & 63))
            | (1ul << (int)((low >> 28) & 63)) | (1ul << (int)((low >> 34) & 63));
    }
}
