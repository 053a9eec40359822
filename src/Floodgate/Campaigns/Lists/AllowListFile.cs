using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using Floodgate.Foundation;

namespace Floodgate.Campaigns.Lists;

/// <summary>
/// A stored list: sorted 16-byte values, big-endian, and nothing else, mapped into memory. A look-up is a binary
/// search:
/// 21 reads in a list of two million.
/// </summary>
internal sealed class AllowListFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private AllowListFile(string path, long count)
    {
        Count = count;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, count * PersonId.Bytes, MemoryMappedFileAccess.Read);
    }

    public long Count { get; }

    /// <summary>Opens a list and checks once that it is sorted; a look-up in an unsorted one would guess.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static AllowListFile Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length == 0 || length % PersonId.Bytes != 0) throw new InvalidDataException($"{path}: cut short");
        var list = new AllowListFile(path, length / PersonId.Bytes);
        for (var i = 1L; i < list.Count; i++)
        {
            if (list.At(i - 1) < list.At(i)) continue;
            list.Dispose();
            throw new InvalidDataException($"{path}: not sorted at entry {i}");
        }

        return list;
    }

    /// <summary>Durable under its name or not there at all: written beside, flushed, then renamed.</summary>
    public static void Write(string path, UInt128[] persons)
    {
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 1 << 16
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                Span<byte> value = stackalloc byte[PersonId.Bytes];
                foreach (var person in persons)
                {
                    BinaryPrimitives.WriteUInt128BigEndian(value, person);
                    file.Write(value);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public bool Contains(PersonId person)
    {
        var (low, high) = (0L, Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var value = At(middle);
            if (value == person.Value) return true;
            if (value < person.Value) low = middle + 1;
            else high = middle - 1;
        }

        return false;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private UInt128 At(long index)
    {
        var (upper, lower) = (_view.ReadUInt64(index * PersonId.Bytes), _view.ReadUInt64((index * PersonId.Bytes) + 8));
        return BitConverter.IsLittleEndian
            ? new UInt128(BinaryPrimitives.ReverseEndianness(upper), BinaryPrimitives.ReverseEndianness(lower))
            : new UInt128(upper, lower);
    }
}
