namespace Floodgate.Vouchers.Book;

/// <summary>A list that grows by chunks: no copying and no pause however long it gets.</summary>
internal sealed class ChunkedList<T>
    where T : struct
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;
    private T[][] _chunks = new T[16][];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public int Add(in T item)
    {
        var chunk = Count >> ChunkBits;
        if (chunk == _chunks.Length) Array.Resize(ref _chunks, chunk * 2);
        _chunks[chunk] ??= GC.AllocateUninitializedArray<T>(ChunkSize);
        _chunks[chunk][Count & (ChunkSize - 1)] = item;
        return Count++;
    }

    /// <summary>The items as spans of at most one chunk, in order.</summary>
    public IEnumerable<ReadOnlyMemory<T>> Pieces()
    {
        for (var start = 0; start < Count; start += ChunkSize)
            yield return _chunks[start >> ChunkBits].AsMemory(0, Math.Min(ChunkSize, Count - start));
    }
}
