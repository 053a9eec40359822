namespace Floodgate.Vouchers.Book;

/// <summary>
/// Open-addressing index from a hash to the place of a row in a table, 4 to 8 bytes a row. The rows themselves say
/// whether they are the one that is looked for.
/// </summary>
/// <param name="hashOf">The hash a row is found by.</param>
internal sealed class PlaceIndex(Func<int, ulong> hashOf)
{
    private const int BitsMin = 8;
    private int[] _slots = New(BitsMin);
    private int _count;

    /// <summary>The first row with this hash that is the one; -1: none.</summary>
    public int Find<TRows>(ulong hash, TRows rows)
        where TRows : struct, IPlaced
    {
        for (var slot = Slot(hash); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var place = _slots[slot];
            if (place < 0 || (hashOf(place) == hash && rows.Is(place))) return place;
        }
    }

    /// <summary>Puts a row in; <paramref name="instead"/>: the row it takes the place of, or -1.</summary>
    public void Put(ulong hash, int place, int instead)
    {
        if (instead < 0 && ++_count * 4L > _slots.Length * 3L) Grow();
        var slot = Slot(hash);
        while (_slots[slot] != instead && _slots[slot] >= 0) slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = place;
    }

    private static int[] New(int bits)
    {
        var slots = new int[1 << bits];
        Array.Fill(slots, -1);
        return slots;
    }

    private int Slot(ulong hash) => (int)(hash >> 20) & (_slots.Length - 1);

    private void Grow()
    {
        var before = _slots;
        _slots = New(System.Numerics.BitOperations.Log2((uint)before.Length) + 1);
        foreach (var place in before)
        {
            if (place < 0) continue;
            var slot = Slot(hashOf(place));
            while (_slots[slot] >= 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = place;
        }
    }
}

/// <summary>Says whether the row at a place is the one that is looked for.</summary>
internal interface IPlaced
{
    bool Is(int place);
}
