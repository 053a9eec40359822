using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tills.Merchants.Records;

/// <summary>
/// Every change of merchants and stores. One merchant with its stores is changed as a whole, under its version.
/// </summary>
internal sealed class MerchantDesk(
    IDbContextFactory<FloodgateDb> databases, MerchantsOptions options, Func<string, string, bool> areTwo,
    DirectoryBell bell, TimeProvider clock, ILogger<MerchantDesk> log)
{
    public async Task<MerchantOutcome> ApplyAsync(NewMerchant asked, string actor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Merchants, 0, cancel);
        if (await db.Set<MerchantRow>().AnyAsync(row => row.Id == asked.Id, cancel))
            return new(MerchantAnswer.MerchantExists);
        if (await ClashAsync(db, asked.Stores, cancel) is { } clash) return new(clash);
        if (!await HasRoomAsync(db, 1, asked.Stores.Count, cancel)) return new(MerchantAnswer.Full);
        if (asked.Stores.Count > options.StoresPerMerchantMax) return new(MerchantAnswer.Full);
        var file = await AddAsync(db, asked, actor, cancel);
        await write.CommitAsync(CancellationToken.None);
        MerchantsLog.Changed(log, asked.Id, MerchantAct.Applied, actor);
        return new(MerchantAnswer.Done, file);
    }

    public Task<MerchantOutcome> AddStoresAsync(
        string merchant, Predicate<int> match, IReadOnlyList<NewStore> stores, string actor,
        CancellationToken cancel) =>
        ChangeAsync(merchant, match, async (db, file) =>
        {
            if (file.Merchant.State == MerchantState.Refused) return MerchantAnswer.NotNow;
            if (await ClashAsync(db, stores, cancel) is { } clash) return clash;
            if (file.Stores.Count + stores.Count > options.StoresPerMerchantMax) return MerchantAnswer.Full;
            if (!await HasRoomAsync(db, 0, stores.Count, cancel)) return MerchantAnswer.Full;
            await AddAsync(db, file.Merchant, stores, actor, cancel);
            return MerchantAnswer.Done;
        }, cancel);

    /// <summary>Of one that was approved the old terms stay in force until a second person approves the new.</summary>
    public Task<MerchantOutcome> ChangeMerchantAsync(
        string merchant, Predicate<int> match, MerchantTerms terms, string actor, CancellationToken cancel) =>
        ChangeAsync(merchant, match, (db, file) =>
        {
            var row = file.Merchant;
            if (StandingDecision.IsAdmitted(row.State)) row.Proposal = TermsJson.Write(terms);
            else row.Take(terms);
            return Task.FromResult(Proposed(db, file, row, actor));
        }, cancel);

    public Task<MerchantOutcome> ChangeStoreAsync(
        string merchant, string store, Predicate<int> match, StoreTerms terms, string actor,
        CancellationToken cancel) =>
        ChangeAsync(merchant, match, (db, file) =>
        {
            if (file.Store(store) is not { } row) return Task.FromResult(MerchantAnswer.UnknownStore);
            if (StandingDecision.IsAdmitted(row.State)) row.Proposal = TermsJson.Write(terms);
            else row.Take(terms);
            return Task.FromResult(Proposed(db, file, row, actor));
        }, cancel);

    /// <summary>Admits all that waits at this merchant; refused whole when the approver wrote any part of it.</summary>
    public Task<MerchantOutcome> ApproveAsync(
        string merchant, Predicate<int> match, string? note, string actor, CancellationToken cancel) =>
        DecideAsync(merchant, match, MerchantAct.Approved, note, actor, cancel);

    public Task<MerchantOutcome> RefuseAsync(
        string merchant, Predicate<int> match, string reason, string actor, CancellationToken cancel) =>
        DecideAsync(merchant, match, MerchantAct.Refused, reason, actor, cancel);

    /// <summary>Suspends, freezes or reinstates a merchant, or one store of it.</summary>
    public Task<MerchantOutcome> StandAsync(
        string merchant, string? store, MerchantAct act, StandingReason said, string actor,
        CancellationToken cancel) =>
        ChangeAsync(merchant, static _ => true, async (db, file) =>
        {
            AdmittedRow? row = store is null ? file.Merchant : file.Store(store);
            if (row is null) return MerchantAnswer.UnknownStore;
            if (StandingDecision.After(row.State, act) is not { } next) return MerchantAnswer.NotNow;
            var now = clock.NowMicros();
            var number = (row as StoreRow)?.Number;
            row.State = next;
            (row.ReasonZh, row.ReasonEn) = next == MerchantState.Approved
                ? (null, null) : (said.Reason.Zh, said.Reason.En);
            if (act == MerchantAct.Frozen) db.Add(Freeze(file.Merchant.Number, number, said, actor, now));
            // A suspension leaves what is in dispute held back; only a reinstatement ends that.
            if (act == MerchantAct.Reinstated)
                await EndFreezesAsync(db, file.Merchant.Number, number, said, actor, now);
            Note(db, file.Merchant.Number, number, act, actor, said.Reason.Zh);
            return MerchantAnswer.Done;
        }, cancel);

    /// <summary>Whether this person wrote a part of what waits.</summary>
    public bool IsOwn(MerchantFile file, string person) =>
        AdmissionDecision.Decide(file, person, areTwo) == AdmissionAnswer.Own;

    /// <summary>Writes down what was done to a store's keys.</summary>
    public async Task NoteKeyAsync(StoreRow store, MerchantAct act, string key, string actor)
    {
        await using var db = await databases.CreateDbContextAsync();
        Note(db, store.MerchantNumber, store.Number, act, actor, key);
        await db.SaveChangesAsync();
    }

    /// <summary>Adds to an open unit of work; the caller saves or rolls back.</summary>
    public async Task<MerchantFile> AddAsync(
        FloodgateDb db, NewMerchant asked, string actor, CancellationToken cancel)
    {
        var merchant = new MerchantRow { Version = 1 };
        merchant.Take(asked.Terms);
        db.Add(Applied(merchant, asked.Id, actor));
        await db.SaveChangesAsync(cancel);
        Note(db, merchant.Number, null, MerchantAct.Applied, actor, null);
        return new(merchant, await AddAsync(db, merchant, asked.Stores, actor, cancel));
    }

    public async Task<IReadOnlyList<StoreRow>> AddAsync(
        FloodgateDb db, MerchantRow merchant, IReadOnlyList<NewStore> stores, string actor, CancellationToken cancel)
    {
        StoreRow[] rows = [.. stores.Select(store => Row(merchant, store, actor))];
        db.AddRange(rows);
        await db.SaveChangesAsync(cancel);
        foreach (var row in rows) Note(db, merchant.Number, row.Number, MerchantAct.Applied, actor, null);
        await db.SaveChangesAsync(cancel);
        return rows;
    }

    public async Task<bool> HasRoomAsync(FloodgateDb db, int merchants, int stores, CancellationToken cancel) =>
        await db.Set<MerchantRow>().CountAsync(cancel) + merchants <= options.MerchantsMax
            && await db.Set<StoreRow>().CountAsync(cancel) + stores <= options.StoresMax;

    private Task<MerchantOutcome> DecideAsync(
        string merchant, Predicate<int> match, MerchantAct act, string? reason, string actor,
        CancellationToken cancel) =>
        ChangeAsync(merchant, match, (db, file) =>
        {
            var answer = AdmissionDecision.Decide(file, actor, areTwo);
            if (answer == AdmissionAnswer.Nothing) return Task.FromResult(MerchantAnswer.Nothing);
            if (answer == AdmissionAnswer.Own)
            {
                MerchantsLog.OwnApproval(log, merchant, actor);
                return Task.FromResult(MerchantAnswer.Own);
            }

            var now = clock.NowMicros();
            foreach (var row in file.Waiting.ToArray())
            {
                if (act == MerchantAct.Approved) AdmissionDecision.Admit(row, actor, now);
                else AdmissionDecision.Refuse(row, reason ?? "", actor, now);
                Note(db, file.Merchant.Number, (row as StoreRow)?.Number, act, actor, reason);
            }

            return Task.FromResult(MerchantAnswer.Done);
        }, cancel);

    /// <summary>One merchant is read, changed and written under its version; tills hear of it at once.</summary>
    private async Task<MerchantOutcome> ChangeAsync(
        string merchant, Predicate<int> match, Func<FloodgateDb, MerchantFile, Task<MerchantAnswer>> change,
        CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<MerchantRow>().SingleOrDefaultAsync(row => row.Id == merchant, cancel) is not { } known)
            return new(MerchantAnswer.UnknownMerchant);
        if (!match(known.Version)) return new(MerchantAnswer.Changed);
        var stores = await db.Set<StoreRow>().Where(row => row.MerchantNumber == known.Number)
            .OrderBy(row => row.Number).ToListAsync(cancel);
        await using var write = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAsync(StorageLock.Merchants, 0, cancel);
        var answer = await change(db, new MerchantFile(known, stores));
        if (answer != MerchantAnswer.Done) return new(answer);
        known.Version++;
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(MerchantAnswer.Changed);
        }

        bell.Ring();
        var after = await db.Set<StoreRow>().Where(row => row.MerchantNumber == known.Number)
            .OrderBy(row => row.Number).ToListAsync(cancel);
        return new(MerchantAnswer.Done, new MerchantFile(known, after));
    }

    private static async Task<MerchantAnswer?> ClashAsync(
        FloodgateDb db, IReadOnlyList<NewStore> stores, CancellationToken cancel)
    {
        var ids = stores.Select(store => store.Id).ToArray();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Length) return MerchantAnswer.StoreExists;
        return await db.Set<StoreRow>().AnyAsync(row => ids.Contains(row.Id), cancel)
            ? MerchantAnswer.StoreExists : null;
    }

    private MerchantAnswer Proposed(FloodgateDb db, MerchantFile file, AdmittedRow row, string actor)
    {
        // One that was refused applies anew with its new terms.
        if (row.State == MerchantState.Refused)
            (row.State, row.ReasonZh, row.ReasonEn, row.DecidedBy, row.DecidedAt) =
                (MerchantState.Applied, null, null, null, null);
        row.AddAuthor(actor);
        Note(db, file.Merchant.Number, (row as StoreRow)?.Number, MerchantAct.Proposed, actor, null);
        return MerchantAnswer.Done;
    }

    private StoreRow Row(MerchantRow merchant, NewStore store, string actor)
    {
        var row = new StoreRow { MerchantNumber = merchant.Number };
        row.Take(store.Terms);
        return Applied(row, store.Id, actor);
    }

    private T Applied<T>(T row, string id, string actor)
        where T : AdmittedRow
    {
        (row.Id, row.State, row.AppliedBy, row.AppliedAt) = (id, MerchantState.Applied, actor, clock.NowMicros());
        row.AddAuthor(actor);
        return row;
    }

    private void Note(
        FloodgateDb db, int merchant, int? store, MerchantAct act, string actor, string? reason) =>
        db.Add(new MerchantActRow
        {
            MerchantNumber = merchant,
            StoreNumber = store,
            Act = act,
            Actor = actor,
            At = clock.NowMicros(),
            Reason = reason,
        });

    private static FreezeRow Freeze(int merchant, int? store, StandingReason said, string actor, long now) => new()
    {
        MerchantNumber = merchant,
        StoreNumber = store,
        ReasonZh = said.Reason.Zh,
        ReasonEn = said.Reason.En,
        AppealZh = said.Appeal!.Zh,
        AppealEn = said.Appeal.En,
        DisputedAmount = said.Disputed?.Amount,
        Currency = said.Disputed?.Currency,
        Redemptions = string.Join('\n', said.Redemptions ?? []),
        By = actor,
        At = now,
    };

    private static async Task EndFreezesAsync(
        FloodgateDb db, int merchant, int? store, StandingReason said, string actor, long now)
    {
        var open = await db.Set<FreezeRow>()
            .Where(row => row.MerchantNumber == merchant && row.StoreNumber == store && row.EndedAt == null)
            .ToListAsync();
        foreach (var row in open) (row.EndedBy, row.EndedAt, row.EndReason) = (actor, now, said.Reason.Zh);
    }
}
