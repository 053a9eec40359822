using Floodgate.Foundation;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// Vouchers and their holders: two chunked tables and an open-addressing index from person to place, about 72 bytes a
/// voucher with one voucher a person. Person ids are keyed hashes, so their own bits spread them over the index.
/// </summary>
internal sealed class VoucherTable
{
    private const int IndexBitsMin = 10;
    private int[] _index = NewIndex(IndexBitsMin);
    private int _mask = (1 << IndexBitsMin) - 1;

    public ChunkedList<Voucher> Vouchers { get; } = new();

    public ChunkedList<Person> Persons { get; } = new();

    /// <summary>Everybody in the table, for those who may not read it: other threads.</summary>
    public HashFilter Known { get; } = new();

    /// <summary>
    /// Makes room for so many persons at once, so that growing does not pause the writer in the rush.
    /// </summary>
    public void Reserve(long persons)
    {
        var bits = IndexBitsMin;
        while (bits < 26 && (1L << bits) * 2 < persons * 3) bits++;
        if (1 << bits > _index.Length) Rebuild(bits);
        Known.Reserve(persons);
    }

    /// <summary>The person's place, or -1.</summary>
    public int Find(PersonId id)
    {
        for (var slot = Slot(id.Value); ; slot = (slot + 1) & _mask)
        {
            var place = _index[slot];
            if (place < 0 || Persons[place].Is(id)) return place;
        }
    }

    public int FindOrAdd(PersonId id)
    {
        var place = Find(id);
        if (place >= 0) return place;
        return Restore(new Person { High = (ulong)(id.Value >> 64), Low = (ulong)id.Value, Newest = -1 });
    }

    /// <summary>Takes a person as it stands; the answer is its place.</summary>
    public int Restore(in Person person)
    {
        var place = Persons.Add(person);
        Known.Add(person.Id.Value);
        if ((long)Persons.Count * 4 > (long)_index.Length * 3)
            Rebuild(System.Numerics.BitOperations.Log2((uint)_index.Length) + 1);
        else Insert(place);
        return place;
    }

    /// <summary>Gives a voucher to a person; its number is the answer.</summary>
    public int Add(int person, in Voucher voucher)
    {
        ref var holder = ref Persons[person];
        var number = Vouchers.Add(voucher with { Person = person, Previous = holder.Newest });
        holder.Newest = number;
        holder.Held++;
        return number;
    }

    private static int[] NewIndex(int bits)
    {
        var index = GC.AllocateUninitializedArray<int>(1 << bits);
        Array.Fill(index, -1);
        return index;
    }

    private int Slot(UInt128 id) => (int)((ulong)(id >> 64) >> 8) & _mask;

    private void Insert(int place)
    {
        ref var person = ref Persons[place];
        var slot = Slot(person.Id.Value);
        while (_index[slot] >= 0) slot = (slot + 1) & _mask;
        _index[slot] = place;
    }

    private void Rebuild(int bits)
    {
        _index = NewIndex(bits);
        _mask = (1 << bits) - 1;
        for (var place = 0; place < Persons.Count; place++) Insert(place);
    }
}
