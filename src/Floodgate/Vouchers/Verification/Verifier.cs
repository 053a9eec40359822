using System.Data.Common;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Verification;

/// <summary>
/// Replays a journal from its first row and compares everything with it. Only reads, as of one instant; servers may go
/// on working in the store meanwhile.
/// </summary>
internal static class Verifier
{
    /// <param name="snapshot">What is verified; its projection is compared if it has one.</param>
    /// <param name="progress">Called now and then with the rows done.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    public static VerificationReport Verify(JournalSnapshot snapshot, Action<long>? progress = null)
    {
        try
        {
            var positions = snapshot.Projection is { } projection ? ProjectionCheck.Positions(projection) : null;
            return new Run(snapshot, positions, progress).Verify();
        }
        catch (DbException fault)
        {
            throw new JournalUnavailableException($"{snapshot.Place}: {fault.Message}", fault);
        }
    }

    private sealed class Run(JournalSnapshot snapshot, Dictionary<long, long>? positions, Action<long>? progress)
    {
        private readonly DbConnection? _relational = snapshot.Projection;
        private const int ProgressRows = 4_096;
        private int _chains;
        private long _rows, _vouchers, _projected, _redemptions;

        public VerificationReport Verify()
        {
            var campaigns = snapshot.Campaigns();
            Finding? first = null;
            try
            {
                foreach (var campaign in campaigns) VerifyCampaign(campaign);
                CheckNothingBeside();
            }
            catch (DifferenceException difference)
            {
                first = difference.Finding;
            }

            return new VerificationReport(campaigns.Count, _chains, _rows, _vouchers, positions is null ? null
                : _projected, first);
        }

        private void VerifyCampaign(CampaignEntry campaign)
        {
            var pool = new PoolReplay(ChainId.Pool(campaign.Number));
            Replay(pool);
            if (pool.Version is null) return;
            var issued = new long[pool.Version.BatchCount];
            long issuedMinor = 0, freed = 0;
            for (var shard = 0; shard < pool.Version.Definition.Shards; shard++)
            {
                var chain = new ChainId(campaign.Number, shard);
                var replay = new ShardReplay(chain);
                Replay(replay);
                _vouchers += replay.Vouchers.Count;
                CompareWithPool(pool, replay, shard, issued);
                issuedMinor += replay.IssuedMinor;
                freed += replay.Till.FreedCents;
                if (_relational is not null && positions!.TryGetValue(chain.Value, out var position))
                {
                    _projected += ProjectionCheck.Check(_relational, chain, position, replay);
                    _redemptions += RedemptionCheck.Check(_relational, chain, position, replay);
                }
            }

            CheckTotals(campaign, pool, issued, issuedMinor - freed);
        }

        /// <summary>A row of a chain that no campaign has would otherwise never be looked at.</summary>
        private void CheckNothingBeside()
        {
            if (snapshot.Rows is var rows && rows != _rows)
                throw DifferenceException.At(
                    "I10", "the journal", $"{rows - _rows} rows belong to no chain of any campaign");
            if (_relational is not null && Count(_relational, "voucher") is var vouchers && vouchers != _projected)
                throw DifferenceException.At(
                    "I10", "the projection", $"{vouchers - _projected} vouchers belong to no projected chain");
            if (_relational is not null && Count(_relational, "redemption") is var uses && uses != _redemptions)
                throw DifferenceException.At(
                    "I10", "the projection", $"{uses - _redemptions} redemptions belong to no projected chain");
        }

        private static long Count(DbConnection connection, string table)
        {
            using var command = connection.Statement($"SELECT count(*) FROM {table}");
            return (long)command.ExecuteScalar()!;
        }

        private void Replay(ChainReplay replay)
        {
            foreach (var row in snapshot.Read(replay.Chain, 0))
            {
                replay.Take(row);
                if (++_rows % ProgressRows == 0) progress?.Invoke(_rows);
            }

            if (snapshot.Head(replay.Chain) is { } head) replay.End(head.Position, head.Hash);
            else if (replay.Position > 0) throw DifferenceException.At("I10", replay.Chain.ToString(),
                "rows without a chain");
            _chains++;
        }

        private static void CompareWithPool(PoolReplay pool, ShardReplay replay, int shard, long[] issued)
        {
            foreach (var (batch, received, released, count) in replay.Stock)
            {
                if (received > pool.Granted.GetValueOrDefault((batch, shard)))
                    throw DifferenceException.At("I1", replay.Chain.ToString(),
                        $"more of batch {batch} received than the pool granted");
                if (released < pool.Returned.GetValueOrDefault((batch, shard)))
                    throw DifferenceException.At("I1", replay.Chain.ToString(),
                        $"more of batch {batch} taken back than the shard released");
                issued[batch] += count;
            }

            foreach (var (counter, received, released, _) in replay.Till.Caps.Leases)
                if (received > pool.CapGranted.GetValueOrDefault((counter, shard))
                    || released < pool.CapReturned.GetValueOrDefault((counter, shard)))
                    throw DifferenceException.At("I6", replay.Chain.ToString(),
                        $"its room under {counter} is not what the pool granted and took back");
            for (var i = 0; i < replay.Extensions.Count; i++)
                if (i >= pool.Extensions.Count || replay.Extensions[i].Extension != pool.Extensions[i].Extension)
                    throw DifferenceException.At("I7", replay.Chain.ToString(),
                        "it gives validity back in another way than its pool");
        }

        private static void CheckTotals(CampaignEntry campaign, PoolReplay pool, long[] issued, long bound)
        {
            var rules = pool.Version!.Definition;
            for (var batch = 0; batch < issued.Length; batch++)
            {
                var stock = rules.Batches[batch].Stock;
                if (issued[batch] > stock)
                    throw DifferenceException.At("I1", $"campaign {campaign.Id}",
                        $"{issued[batch]} of batch {batch} issued of a stock of {stock}");
            }

            if (bound > rules.Budget.Amount)
                throw DifferenceException.At("I6", $"campaign {campaign.Id}",
                    $"{bound} issued and not freed of a budget of {rules.Budget.Amount}");
        }
    }
}
