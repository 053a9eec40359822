using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Snapshots;

/// <summary>
/// A book in a file: pieces of (length, checksum, bytes). First the head (format, chain, place, versions, pauses,
/// extensions, stock, money),
/// then persons, vouchers, redemptions, refunds. Any fault makes the whole file worthless: the journal is there.
/// </summary>
internal static class SnapshotFile
{
    /// <summary>4: with room under spending caps. Others are ignored: the journal is there.</summary>
    private const int Format = 4;
    private const int PieceBytesMax = 1 << 24;
    private static ReadOnlySpan<byte> Magic => "FLOODGATE-BOOK\n\0"u8;

    public static void Write(Stream stream, VoucherBook book)
    {
        stream.Write(Magic);
        WritePiece(stream, Head(book));
        foreach (var piece in book.Table.Persons.Pieces()) WritePiece(stream, MemoryMarshal.AsBytes(piece.Span));
        foreach (var piece in book.Table.Vouchers.Pieces()) WritePiece(stream, MemoryMarshal.AsBytes(piece.Span));
        foreach (var piece in book.Till.Table.Redemptions.Pieces())
            WritePiece(stream, MemoryMarshal.AsBytes(piece.Span));
        foreach (var piece in book.Till.Table.Refunds.Pieces()) WritePiece(stream, MemoryMarshal.AsBytes(piece.Span));
        WritePiece(stream, []);
    }

    /// <exception cref="InvalidDataException">Not a snapshot of this chain and format, or damaged.</exception>
    public static VoucherBook Read(Stream stream, ChainId chain)
    {
        Span<byte> magic = stackalloc byte[16];
        if (stream.ReadAtLeast(magic, 16, throwOnEndOfStream: false) < 16 || !magic.SequenceEqual(Magic))
            throw new InvalidDataException("not a snapshot");
        var book = ReadHead(ReadPiece(stream), chain, out var rows);
        while (book.Table.Persons.Count < rows.Persons)
            foreach (var person in MemoryMarshal.Cast<byte, Person>(Filled(ReadPiece(stream))))
                book.Table.Restore(person);
        while (book.Table.Vouchers.Count < rows.Vouchers)
            foreach (var voucher in MemoryMarshal.Cast<byte, Voucher>(Filled(ReadPiece(stream))))
                book.Table.Vouchers.Add(voucher);
        book.Till.RestoreGrants();
        var tills = book.Till.Table;
        while (tills.Redemptions.Count < rows.Redemptions)
            foreach (var redemption in MemoryMarshal.Cast<byte, Redemption>(Filled(ReadPiece(stream))))
                tills.Restore(redemption);
        while (tills.Refunds.Count < rows.Refunds)
            foreach (var refund in MemoryMarshal.Cast<byte, Refund>(Filled(ReadPiece(stream))))
                tills.Refunds.Add(refund);
        if (ReadPiece(stream).Length != 0) throw new InvalidDataException("more pieces than the head says");
        return book;
    }

    private static ReadOnlySpan<byte> Filled(ReadOnlySpan<byte> piece) =>
        piece.Length > 0 ? piece : throw new InvalidDataException("fewer pieces than the head says");

    private static byte[] Head(VoucherBook book)
    {
        var head = new EventWriter();
        head.Varint(Format);
        head.Varint(book.Head.Chain.Value);
        head.Varint(book.Head.Position);
        head.Bytes(book.Head.Hash);
        head.Varint(book.TimeMicros);
        head.Varint(book.Versions.Count);
        foreach (var version in book.Versions)
            BookEvents.Defined(head, version.Number, version.CodeKey, CampaignDocument.WriteJson(version.Definition));
        head.Varint(book.Pauses.All.Count);
        foreach (var pause in book.Pauses.All) head.Bytes(pause.ToJson());
        head.Varint(book.Extensions.Count);
        foreach (var extension in book.Extensions.All) head.Bytes(extension.ToJson());
        head.Varint(book.Stock.Count);
        foreach (var stock in book.Stock)
        {
            head.Varint(stock.Received);
            head.Varint(stock.Released);
            head.Varint(stock.Issued);
        }

        TillLedgerPiece.Write(head, book.Till);
        head.Varint(book.Table.Persons.Count);
        head.Varint(book.Table.Vouchers.Count);
        head.Varint(book.Till.Table.Redemptions.Count);
        head.Varint(book.Till.Table.Refunds.Count);
        return head.ToArray();
    }

    private static VoucherBook ReadHead(byte[] piece, ChainId chain, out Rows rows)
    {
        var reader = new EventReader(piece);
        var format = reader.Varint();
        if (format != Format) throw new InvalidDataException("another format");
        if (reader.Varint() != chain.Value) throw new InvalidDataException("another chain");
        var position = reader.Varint();
        var book = new VoucherBook(new ChainHead(chain, 0, position, reader.Bytes().ToArray()));
        var time = reader.Varint();
        var versions = new CampaignVersion[reader.Int32()];
        for (var i = 0; i < versions.Length; i++)
        {
            reader.Byte();
            versions[i] = BookEvents.ReadDefined(ref reader);
        }

        var pauses = PauseSet.None;
        for (var i = reader.Int32(); i > 0; i--) pauses = pauses.With(Pause.FromJson(reader.Bytes()));
        var extensions = ExtensionList.None;
        for (var i = reader.Int32(); i > 0; i--)
            extensions = extensions.With(Extension.FromJson(reader.Bytes()));
        book.Restore(versions, pauses, extensions, time);
        if (reader.Int32() != book.Stock.Count) throw new InvalidDataException("stock and versions disagree");
        foreach (var stock in book.Stock) stock.Restore(reader.Varint(), reader.Varint(), reader.Varint());
        TillLedgerPiece.Read(ref reader, book.Till);
        rows = new Rows(reader.Int32(), reader.Int32(), reader.Int32(), reader.Int32());
        return book;
    }

    private readonly record struct Rows(int Persons, int Vouchers, int Redemptions, int Refunds);

    private static void WritePiece(Stream stream, ReadOnlySpan<byte> bytes)
    {
        Span<byte> frame = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(frame, bytes.Length);
        BinaryPrimitives.WriteUInt64BigEndian(frame[4..], XxHash3.HashToUInt64(bytes));
        stream.Write(frame);
        stream.Write(bytes);
    }

    private static byte[] ReadPiece(Stream stream)
    {
        Span<byte> frame = stackalloc byte[12];
        if (stream.ReadAtLeast(frame, 12, throwOnEndOfStream: false) < 12)
            throw new InvalidDataException("it ends too soon");
        var length = BinaryPrimitives.ReadInt32BigEndian(frame);
        if (length is < 0 or > PieceBytesMax) throw new InvalidDataException($"a piece of {length} bytes");
        var bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length)
            throw new InvalidDataException("it ends too soon");
        return XxHash3.HashToUInt64(bytes) == BinaryPrimitives.ReadUInt64BigEndian(frame[4..])
            ? bytes
            : throw new InvalidDataException("a checksum is wrong");
    }
}
