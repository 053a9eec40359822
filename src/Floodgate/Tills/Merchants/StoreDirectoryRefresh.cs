using System.Data.Common;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tills.Merchants;

/// <summary>
/// Keeps <see cref="StoreDirectory"/> as the database has it, within seconds on every node: the number of the last act
/// says whether anything changed. While the database is away the directory stays as it was, after a restart too.
/// </summary>
internal sealed class StoreDirectoryRefresh(
    IDbContextFactory<FloodgateDb> databases, StoreDirectory directory, StoreCopy copy, DirectoryBell bell,
    TestVouchers tests, MerchantsOptions options, TimeProvider clock, ILogger<StoreDirectoryRefresh> log)
    : BackgroundService
{
    private long? _seen;
    private bool _away;

    /// <summary>What tills have before the database is asked.</summary>
    public void Begin()
    {
        try
        {
            if (copy.Read() is { Count: > 0 } stores) directory.Publish(stores);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            MerchantsLog.CopyUnreadable(log, fault.Message);
        }
    }

    /// <summary>One look; false while the database is away.</summary>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            await tests.SaveAsync(db, cancel);
            var last = await db.Set<MerchantActRow>().MaxAsync(row => (long?)row.Number, cancel) ?? 0;
            if (last != _seen) Publish(await StoresAsync(db, cancel));
            _seen = last;
            if (_away) MerchantsLog.DatabaseBack(log);
            _away = false;
            return true;
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException
            or InvalidOperationException)
        {
            if (!_away) MerchantsLog.DatabaseAway(log, directory.Count, fault.GetType().Name);
            _away = true;
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // SQLite does its work on the calling thread: not on the one that starts the node.
        await Task.Yield();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await bell.WaitAsync(TimeSpan.FromSeconds(options.RefreshSeconds), clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private void Publish(IReadOnlyList<StoreFacts> stores)
    {
        directory.Publish(stores);
        try
        {
            copy.Write(stores);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            MerchantsLog.CopyNotWritten(log, fault.Message);
        }
    }

    private async Task<IReadOnlyList<StoreFacts>> StoresAsync(FloodgateDb db, CancellationToken cancel)
    {
        MerchantState[] admitted = [MerchantState.Approved, MerchantState.Suspended, MerchantState.Frozen];
        var rows = await db.Set<StoreRow>().AsNoTracking().Where(store => admitted.Contains(store.State))
            .OrderBy(store => store.Number).Take(options.StoresMax)
            .Join(db.Set<MerchantRow>().Where(merchant => admitted.Contains(merchant.State)),
                store => store.MerchantNumber, merchant => merchant.Number,
                (store, merchant) => new StoreLine(store, merchant))
            .ToListAsync(cancel);
        var facts = rows.ConvertAll(Facts);
        var stopped = facts.Where(store => store.Standing != StoreStanding.Active)
            .Select(store => store.MerchantNumber).Distinct().ToArray();
        if (stopped.Length == 0) return facts;
        var acts = (await db.Set<MerchantActRow>().AsNoTracking().Where(act => stopped.Contains(act.MerchantNumber))
            .OrderBy(act => act.Number).ToListAsync(cancel)).ToLookup(act => (act.MerchantNumber, act.StoreNumber));
        return facts.ConvertAll(store => store.Standing == StoreStanding.Active ? store
            : store with { SinceMicros = Since(store.MerchantNumber, store.Number) });

        // Whichever stopped it first: the merchant's standing, or its own.
        long Since(int merchant, int store)
        {
            long?[] both =
                [StandingDecision.Since(acts[(merchant, null)]), StandingDecision.Since(acts[(merchant, store)])];
            return both.Min() ?? 0;
        }
    }

    internal static StoreFacts Facts(StoreLine line)
    {
        var standing = StandingDecision.Of(line.Merchant.State, line.Store.State);
        // Of two that say why, the one that weighs more.
        var counts = StandingDecision.Of(line.Merchant.State, MerchantState.Approved) == standing
            ? (AdmittedRow)line.Merchant : line.Store;
        return new StoreFacts(
            line.Store.Id, line.Store.Number, line.Merchant.Id, line.Merchant.Number, line.Store.Region,
            line.Store.Category, standing, standing == StoreStanding.Active ? null : counts.Reason)
        {
            Name = line.Store.Name,
            Takings = new StoreTakings(line.Store.TakesList),
        };
    }
}
