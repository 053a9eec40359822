using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Snapshots;

/// <summary>
/// Snapshots of books under one folder, newest used, the two newest kept. They only save time: made in the background
/// from
/// the last one and the journal, ignored when damaged or when the journal does not bear them out.
/// </summary>
internal sealed class SnapshotStore(string folder, IJournal journal, ILogger log)
{
    private const int KeptMax = 2;

    /// <summary>The newest good snapshot at or before the head; null: start from the first row.</summary>
    public VoucherBook? Load(in ChainHead head)
    {
        foreach (var (path, position) in Files(head.Chain))
        {
            if (position > head.Position) continue;
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
                var book = SnapshotFile.Read(file, head.Chain);
                if (IsBorneOut(book, head)) return book;
                StorageLog.SnapshotIgnored(log, Path.GetFileName(path), "the journal has another row there");
            }
#pragma warning disable CA1031 // Whatever is wrong with a snapshot, the journal has it all.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                StorageLog.SnapshotIgnored(log, Path.GetFileName(path), fault.Message);
            }
        }

        return null;
    }

    /// <summary>Position of the newest snapshot, 0 when there is none.</summary>
    public long NewestPosition(ChainId chain) => Files(chain).Select(file => file.Position).FirstOrDefault();

    /// <summary>
    /// Builds a second book from the last snapshot and the journal and writes it. Never touches the live book.
    /// </summary>
    /// <returns>The position written.</returns>
    public long Make(ChainId chain)
    {
        Directory.CreateDirectory(folder);
        var book = Load(new ChainHead(chain, 0, long.MaxValue, [])) ?? new VoucherBook(
            new ChainHead(chain, 0, 0, JournalRow.FirstHash));
        foreach (var row in journal.Read(chain, book.Head.Position)) book.Follow(row);
        var path = Path.Combine(folder, $"{chain.Value}-{book.Head.Position:D12}.snapshot");
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            SnapshotFile.Write(file, book);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        foreach (var (old, _) in Files(chain).Skip(KeptMax)) File.Delete(old);
        return book.Head.Position;
    }

    /// <summary>The row at the snapshot's place must carry the snapshot's hash.</summary>
    private bool IsBorneOut(VoucherBook book, in ChainHead head)
    {
        var place = book.Head.Position;
        if (place == 0) return true;
        var row = journal.Read(head.Chain, place - 1).FirstOrDefault();
        return row is not null && row.Position == place && row.Hash.AsSpan().SequenceEqual(book.Head.Hash);
    }

    private IEnumerable<(string Path, long Position)> Files(ChainId chain)
    {
        if (!Directory.Exists(folder)) return [];
        return Directory.GetFiles(folder, $"{chain.Value}-*.snapshot")
            .Select(path => (path, Position(path)))
            .Where(file => file.Item2 > 0)
            .OrderByDescending(file => file.Item2);
    }

    private static long Position(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return long.TryParse(name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..], out var position) ? position
            : 0;
    }
}
