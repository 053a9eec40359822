using Floodgate.Simulation.Checks;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Snapshots;

namespace Floodgate.Simulation.Planted;

/// <summary>A snapshot holds no redemptions, nor what came of them.</summary>
internal sealed class SnapshotWithoutRedemptions : PlantedFault
{
    public override void BeforeOpen(SimWorld world, SimNode node, ChainId chain) =>
        ForgetfulSnapshot.Write(
            world, node, chain, forgets: kind => kind is >= RowReader.Redeemed and <= RowReader.Undone);
}

/// <summary>Refunds are not there any more when a book opens.</summary>
internal sealed class RefundForgotten : PlantedFault
{
    public override void BeforeOpen(SimWorld world, SimNode node, ChainId chain) =>
        ForgetfulSnapshot.Write(world, node, chain, forgets: kind => kind == RowReader.Refunded);
}

/// <summary>Writes a snapshot of a book that took all rows but not all that is in them.</summary>
internal static class ForgetfulSnapshot
{
    public static void Write(SimWorld world, SimNode node, ChainId chain, Predicate<int> forgets)
    {
        var rows = world.Disk.Rows(chain);
        if (chain.IsPool || node.Snapshots is null || rows.Count == 0) return;
        var book = new VoucherBook(new ChainHead(chain, 0, 0, JournalRow.FirstHash));
        try
        {
            foreach (var (row, _) in rows)
            {
                var begin = 0;
                foreach (var what in RowReader.Read(row.Body))
                {
                    if (!forgets(what.Kind)) book.Apply(row.Body.AsSpan(begin..what.End), row.Position, row.TimeMicros);
                    begin = what.End;
                }

                book.Advance(row);
            }
        }
        catch (Exception fault) when (fault is InvariantBrokenException or InvalidDataException)
        {
            // What is left makes no sense without it: no snapshot this time.
            return;
        }

        Directory.CreateDirectory(world.Folder!);
        using var file = File.Create(Path.Combine(world.Folder!, $"{chain.Value}-{book.Head.Position:D12}.snapshot"));
        SnapshotFile.Write(file, book);
    }
}
