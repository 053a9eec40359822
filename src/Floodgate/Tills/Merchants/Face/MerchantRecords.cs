using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Api;
using Floodgate.Tills.Merchants.Import;
using Floodgate.Tills.Merchants.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Tills.Merchants.Face;

/// <summary>Merchants and stores for the console: reads and acts in the name of whoever looks.</summary>
public sealed partial class MerchantRecords
{
    private readonly MerchantDesk _desk;
    private readonly MerchantDecisions _decisions;
    private readonly MerchantReads _reads;
    private readonly MerchantImport _import;
    private readonly TestVouchers _tests;
    private readonly MerchantsOptions _options;
    private readonly IDbContextFactory<FloodgateDb> _databases;
    private readonly KeyRing _ring;
    private readonly AccessOptions _access;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal MerchantRecords(IServiceProvider all)
    {
        (_desk, _reads) = (all.GetRequiredService<MerchantDesk>(), all.GetRequiredService<MerchantReads>());
        (_import, _tests) = (all.GetRequiredService<MerchantImport>(), all.GetRequiredService<TestVouchers>());
        _decisions = all.GetRequiredService<MerchantDecisions>();
        _options = all.GetRequiredService<MerchantsOptions>();
        _databases = all.GetRequiredService<IDbContextFactory<FloodgateDb>>();
        (_ring, _access) = (all.GetRequiredService<KeyRing>(), all.GetRequiredService<AccessOptions>());
        (_clock, _log) = (all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<MerchantRecords>>());
    }

    /// <summary>Bytes of a file to be imported.</summary>
    public int ImportBytesMax => _options.ImportBytesMax;

    public Task<Seen<MerchantLines>> ListAsync(MerchantFilter filter, int after, ClaimsPrincipal user) =>
        LookAsync<MerchantLines>(async () =>
        {
            MerchantState? state = Enum.TryParse<MerchantState>(filter.State, out var named) ? named : null;
            var text = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim();
            var lines = await _reads.ListAsync(new MerchantQuery(
                state, filter.WaitingOnly, null, null, text, after, _options.PageMax), CancellationToken.None);
            int? next = lines.Count < _options.PageMax ? null : lines[^1].Merchant.Number;
            return new([.. lines.Select(MerchantViewing.Item)], next, Has(user, MerchantsSlice.Editors));
        });

    public Task<Seen<MerchantView>> FindAsync(string merchant, ClaimsPrincipal user) =>
        LookAsync<MerchantView>(async () =>
        {
            if (await _reads.FindAsync(merchant, CancellationToken.None) is not { } file) return null;
            var row = file.Merchant;
            var names = file.Stores.ToDictionary(store => store.Number, store => store.Id);
            var freezes = await _reads.FreezesAsync(row.Number, null, CancellationToken.None);
            var acts = await _reads.ActsAsync(row.Number, null, CancellationToken.None);
            var waits = file.Waiting.Any();
            return new MerchantView(
                row.Id, row.Name, row.Registration, row.Contact, row.State.ToString(), row.Reason,
                MerchantViewing.Changes(row), waits, waits && _desk.IsOwn(file, StaffPerson.Of(user)),
                Has(user, MerchantsSlice.Editors), Has(user, MerchantsSlice.Deciders), row.Version, row.AppliedBy,
                UnixTime.ToTime(row.AppliedAt), row.DecidedBy,
                [.. file.Stores.Select(store => MerchantViewing.Store(store, row))],
                [.. freezes.Select(one => MerchantViewing.Freeze(one, names))],
                [.. acts.Select(act => MerchantViewing.Act(act, names))]);
        });

    public Task<Seen<StoreView>> FindStoreAsync(string store, ClaimsPrincipal user) =>
        LookAsync<StoreView>(async () =>
        {
            if (await _reads.FindStoreAsync(store, CancellationToken.None) is not { } line) return null;
            var (row, merchant) = (line.Store, line.Merchant);
            var names = new Dictionary<int, string> { [row.Number] = row.Id };
            var freezes = await _reads.FreezesAsync(merchant.Number, row.Number, CancellationToken.None);
            var acts = await _reads.ActsAsync(merchant.Number, row.Number, CancellationToken.None);
            await using var db = await _databases.CreateDbContextAsync();
            var keys = await TillKeys.ListAsync(db, row.Id);
            return new StoreView(
                MerchantViewing.Store(row, merchant), merchant.Id, merchant.Name,
                MerchantShapes.IsKnown(row, merchant) ? _tests.CodeOf(row.Number) : null,
                [.. keys.Select(MerchantViewing.Key)], [.. freezes.Select(one => MerchantViewing.Freeze(one, names))],
                [.. acts.Select(act => MerchantViewing.Act(act, names))], merchant.Version,
                Has(user, MerchantsSlice.Editors), Has(user, MerchantsSlice.Deciders));
        });

    /// <summary>A dry run changes nothing; neither does a file with a fault.</summary>
    public async Task<ImportView> ImportAsync(byte[] file, bool dryRun, ClaimsPrincipal user)
    {
        ImportResult? result = null;
        var refusal = await ActAsync(user, MerchantsSlice.Editors, async actor =>
        {
            result = await _import.RunAsync(file, dryRun, actor, CancellationToken.None);
            if (result.TooLarge) return Refusals.ImportTooLarge.InWords();
            return result.Full ? Refusals.MerchantsFull.InWords() : null;
        });
        if (result is null || refusal is not null) return new(false, false, 0, 0, [], refusal);
        return new ImportView(
            result.Faults.Count == 0, result.Imported, result.Merchants, result.Stores,
            [.. result.Faults.Select(fault => new ImportFaultView(fault.Row, fault.Column, fault.Message))], null);
    }

    public async Task<KeyMade> MakeKeyAsync(string store, string name, ClaimsPrincipal user)
    {
        string? key = null;
        var refusal = await ActAsync(user, MerchantsSlice.Editors, async actor =>
        {
            if (name.Trim().Length is 0 or > ApiKeyBook.NameLengthMax)
                return new("请给这个终端起个名称。", "Give the till a name.");
            if (await _reads.FindStoreAsync(store, CancellationToken.None) is not { } line)
                return Refusals.UnknownStore.InWords();
            await using var db = await _databases.CreateDbContextAsync();
            var wanted = new TillKeyRequest(store, name.Trim(), _options.KeysPerStoreMax);
            if (await TillKeys.CreateAsync(db, _ring, _access, wanted, _clock.GetUtcNow())
                is not ApiKeyCreation.Created made) return Refusals.MerchantsFull.InWords();
            await _desk.NoteKeyAsync(line.Store, MerchantAct.KeyMade, $"{made.Key.Id} {name.Trim()}", actor);
            key = made.Key.ToString();
            return null;
        });
        return new KeyMade(key, refusal);
    }

    public Task<BilingualText?> RevokeKeyAsync(string store, string key, ClaimsPrincipal user) =>
        ActAsync(user, MerchantsSlice.Editors, async actor =>
        {
            if (await _reads.FindStoreAsync(store, CancellationToken.None) is not { } line)
                return Refusals.UnknownStore.InWords();
            await using var db = await _databases.CreateDbContextAsync();
            if (!await TillKeys.RevokeAsync(db, store, key, _clock.GetUtcNow())) return Refusals.UnknownKey.InWords();
            await _desk.NoteKeyAsync(line.Store, MerchantAct.KeyRevoked, key, actor);
            return null;
        });
}
