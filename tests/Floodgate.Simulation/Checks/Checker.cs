using Floodgate.Foundation;
using Floodgate.Simulation.People;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Simulation.Checks;

/// <summary>
/// Holds what is on disk against what people were told: I1 to I7, I10, and that nothing is stranded. It shares
/// no code with the program but the row's record.
/// </summary>
internal sealed class Checker(SimWorld world)
{
    private readonly PoolAccount _pool = new();
    private readonly CapAccount _caps = new();
    private readonly SortedDictionary<int, ShardAccount> _shards = [];

    /// <summary>Null: everything holds.</summary>
    public static string? Check(SimWorld world)
    {
        var checker = new Checker(world);
        return checker.CheckRows() ?? checker.CheckTold() ?? checker.CheckStock() ?? checker.CheckExtensions()
            ?? TillCheck.Check(world, checker._shards);
    }

    /// <summary>The vouchers by their rows, for whoever compares a projection.</summary>
    public static SortedDictionary<int, ShardAccount> Replay(SimWorld world)
    {
        var checker = new Checker(world);
        checker.CheckRows();
        return checker._shards;
    }

    private string? CheckRows()
    {
        foreach (var chain in world.Disk.Chains)
        {
            JournalRow? before = null;
            foreach (var stored in world.Disk.Rows(chain))
            {
                if (RowReader.ChainFault(stored.Row, before) is { } fault)
                    return $"I10: {chain} row {stored.Row.Position}: {fault}";
                before = stored.Row;
            }
        }

        var rows = world.Disk.Chains.SelectMany(world.Disk.Rows).OrderBy(stored => stored.Sequence);
        foreach (var (row, sequence) in rows)
            if (CheckRow(row, sequence) is { } fault) return $"{row.Chain}: {fault}";
        world.Counts.Met(Fault.CapRoomReturned, _caps.Returns);
        return null;
    }

    private string? CheckRow(JournalRow row, long sequence)
    {
        var takeovers = world.Disk.Takeovers
            .Where(taken => taken.Chain == row.Chain && taken.Sequence < sequence).ToArray();
        if (takeovers.Length == 0 || takeovers[^1].Epoch != row.Epoch)
            return $"I10: row {row.Position} was written under epoch {row.Epoch}, which had lost the chain";
        foreach (var what in RowReader.Read(row.Body))
        {
            var fault = row.Chain.IsPool
                ? _pool.Take(what, sequence)
                : Shard(row.Chain.Shard).Take(what, row, sequence, takeovers[^1].Sequence, _pool);
            if (fault is null && what.Kind == RowReader.Claimed) fault = CheckClaim(what, sequence);
            fault ??= _caps.Take(what, row);
            if (fault is not null) return fault;
        }

        return _pool.Against(_shards);
    }

    private string? CheckClaim(Happening claim, long sequence)
    {
        var issued = _shards.Values.Sum(shard => shard.Issued(claim.Batch));
        if (issued > _pool.Stock[claim.Batch]) return $"I1: {issued} issued of {_pool.Stock[claim.Batch]}";
        var spent = _shards.Values.Sum(shard => shard.Till.IssuedCents - shard.Till.FreedCents);
        if (spent > _pool.BudgetCents) return $"I6: {spent} of a budget of {_pool.BudgetCents} is issued";
        return world.History.Pauses.Exists(pause => sequence > pause.From && sequence <= pause.Until
                && (pause.Batch is null || pause.Batch == claim.Batch))
            ? "I7: a claim was committed after the pause was confirmed"
            : null;
    }

    private ShardAccount Shard(int shard) =>
        _shards.TryGetValue(shard, out var account) ? account : _shards[shard] = new ShardAccount(shard);

    private string? CheckTold()
    {
        var receipts = new Dictionary<(UInt128, ulong), (ClaimAnswer, int)>();
        foreach (var (place, told) in world.History.Told.Index())
            if (CheckTold(told, place, receipts) is { } fault)
                return $"{fault} (person {told.Person:x}, key {told.Key:x})";
        return null;
    }

    private string? CheckTold(
        Told told, int place, Dictionary<(UInt128, ulong), (ClaimAnswer Answer, int Place)> receipts)
    {
        var had = receipts.TryGetValue((told.Person, told.Key), out var first);
        // A slow answer to an earlier question proves nothing: only what was asked after the receipt was in hand.
        var known = had && first.Place < told.Asked;
        var holdings = _shards.Values.SelectMany(shard => shard.Vouchers)
            .Where(voucher => voucher.Person == told.Person);
        switch (told.Answer.Kind)
        {
            case ClaimKind.Issued or ClaimKind.Repeated:
                if (had && told.Answer with { Kind = first.Answer.Kind } != first.Answer)
                    return "I4: two receipts of one key";
                if (!had) receipts[(told.Person, told.Key)] = (told.Answer, place);
                return CheckReceipt(told);
            case ClaimKind.LimitReached:
                if (known) return "I4: a key with a receipt was refused by the limit";
                return holdings.Count() >= world.Plan.Limit ? null : "I3: told of a limit that was not reached";
            case ClaimKind.KeyReused:
                return holdings.Any(voucher => voucher.Key == told.Key && voucher.Batch != told.Batch)
                    ? null : "I4: told of a key that was never used";
            case ClaimKind.UnknownBatch:
                return told.Batch >= world.Plan.Batches ? null : "a batch that exists was said not to";
            case ClaimKind.SoldOut:
                return known ? "I4: a key with a receipt was told 'sold out'" : null;
            default:
                return null;
        }
    }

    private string? CheckReceipt(Told told)
    {
        var id = new VoucherId(told.Answer.Voucher);
        var vouchers = _shards.TryGetValue(id.Shard, out var shard) ? shard.Vouchers : [];
        if (id.Number >= vouchers.Count) return "I3: an acknowledged receipt is gone";
        var answer = told.Answer;
        return vouchers[(int)id.Number] == new Issue(
                told.Person, told.Key, told.Batch, answer.Version, answer.ClaimedAtMicros, answer.Position)
            ? null
            : "I3: an acknowledged receipt is not what the journal has";
    }

    /// <summary>What was confirmed stands everywhere, once.</summary>
    private string? CheckExtensions()
    {
        foreach (var run in world.History.Extended)
            foreach (var extensions in _shards.Values.Select(shard => shard.Extensions).Append(_pool.Extensions))
                if (extensions.Count(one => one.Run == run) != 1)
                    return $"I7: {run} was confirmed and is not everywhere";
        return null;
    }

    private string? CheckStock()
    {
        for (var batch = 0; batch < world.Plan.Batches; batch++)
        {
            var stock = _pool.Stock[batch];
            var issued = _shards.Values.Sum(shard => shard.Issued(batch));
            var wanted = world.History.Wanted.GetValueOrDefault(batch);
            if (issued < Math.Min(stock, wanted))
                return $"stranded: {issued} issued of {stock}, {wanted} wanted, batch {batch}";
            if (issued < stock && world.History.Told.Exists(told =>
                    told.StockSettled && told.Batch == batch && told.Answer.Kind == ClaimKind.SoldOut))
                return $"sold out was said with {stock - issued} left of batch {batch}";
        }

        return null;
    }
}
