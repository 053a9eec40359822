using System.Diagnostics;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Bench.Inside;

/// <summary>What opening a book took, in seconds, and bytes of memory a voucher.</summary>
internal readonly record struct OpenFigures(double FromJournal, double FromSnapshot, double BytesPerVoucher);

/// <summary>B5: a book of many vouchers, opened from its first row, and from a snapshot and the rest.</summary>
internal static class OpenBench
{
    private const int ClaimsPerRow = 1024;
    private const int RowsAfterSnapshot = 20;

    public static OpenFigures Measure(string folder, long vouchers)
    {
        var snapshots = Path.Combine(folder, "snapshots");
        var chain = Fill(folder, snapshots, vouchers);
        using var journal = new SqliteJournal(BookBench.JournalPath(folder));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (fromJournal, book) = Open(journal, chain, vouchers, _ => null);
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / vouchers;
        GC.KeepAlive(book);
        var store = new SnapshotStore(snapshots, journal, NullLogger.Instance);
        var (fromSnapshot, _) = Open(journal, chain, vouchers, head => store.Load(head));
        return new OpenFigures(fromJournal, fromSnapshot, bytes);
    }

    private static ChainId Fill(string folder, string snapshots, long vouchers)
    {
        using var bench = new BookBench(folder, vouchers);
        const int after = RowsAfterSnapshot * ClaimsPerRow;
        bench.Claim(vouchers - after, ClaimsPerRow);
        using (var journal = new SqliteJournal(BookBench.JournalPath(folder)))
            new SnapshotStore(snapshots, journal, NullLogger.Instance).Make(bench.Chain);
        bench.Claim(after, ClaimsPerRow);
        return bench.Chain;
    }

    private static (double Seconds, VoucherBook Book) Open(
        SqliteJournal journal, ChainId chain, long vouchers, Func<ChainHead, VoucherBook?> load)
    {
        var start = Stopwatch.GetTimestamp();
        var head = journal.TakeEpoch(chain);
        var loaded = load(head);
        var book = loaded ?? new VoucherBook(new ChainHead(chain, 0, 0, JournalRow.FirstHash));
        foreach (var row in journal.Read(chain, book.Head.Position)) book.Follow(row);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (book.Table.Vouchers.Count != vouchers || !book.Head.Hash.AsSpan().SequenceEqual(head.Hash))
            throw new InvalidOperationException($"the book opened with {book.Table.Vouchers.Count} vouchers");
        return (seconds, book);
    }
}
