using System.Globalization;
using Floodgate.Access;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Floodgate.Tills.Merchants.Api.MerchantReplies;

namespace Floodgate.Tills.Merchants.Api;

/// <summary><c>/api/v1/ops/stores</c>.</summary>
internal sealed class StoreEndpoints(
    MerchantDesk desk, MerchantReads reads, TestVouchers tests, MerchantsOptions options,
    IDbContextFactory<FloodgateDb> databases)
{
    private const int BodyBytesMax = 64 * 1024;

    public async Task ListAsync(HttpContext context)
    {
        var query = Query(context, options);
        var lines = await reads.ListStoresAsync(query, context.RequestAborted);
        var next = lines.Count < query.Limit ? null : lines[^1].Store.Number.ToString(CultureInfo.InvariantCulture);
        StoreBody[] items = [.. lines.Select(line => MerchantShapes.Store(line.Store, line.Merchant))];
        await MerchantReplies.WriteAsync(context, new StoresBody(items, next), MerchantJson.Default.StoresBody);
    }

    public async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } line) await WriteAsync(context, line);
    }

    public async Task ChangeAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match || await FindAsync(context) is not { } line) return;
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.StoreTerms, BodyBytesMax) is not { } terms) return;
        if (await RefusedAsync(context, TermsRules.Of(terms))) return;
        await AnswerAsync(context, line, await desk.ChangeStoreAsync(
            line.Merchant.Id, line.Store.Id, match, terms, StaffPerson.Of(context.User), context.RequestAborted));
    }

    /// <summary>Suspend, freeze or reinstate.</summary>
    public RequestDelegate Stand(MerchantAct act) => async context =>
    {
        if (await FindAsync(context) is not { } line) return;
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.StandingReason, BodyBytesMax) is not { } said) return;
        var faults = TermsRules.Of(said, act == MerchantAct.Frozen, options.DisputedRedemptionsMax);
        if (await RefusedAsync(context, faults)) return;
        await AnswerAsync(context, line, await desk.StandAsync(
            line.Merchant.Id, line.Store.Id, act, said, StaffPerson.Of(context.User), context.RequestAborted));
    };

    private async Task<StoreLine?> FindAsync(HttpContext context)
    {
        var line = await reads.FindStoreAsync(Route(context, "store"), context.RequestAborted);
        if (line is null) await Problem.WriteAsync(context.Response, Refusals.UnknownStore);
        return line;
    }

    private Task AnswerAsync(HttpContext context, StoreLine before, MerchantOutcome outcome) =>
        outcome.File is { } file
            ? WriteAsync(context, new StoreLine(file.Store(before.Store.Id)!, file.Merchant))
            : Problem.WriteAsync(context.Response, RefusalOf(outcome.Answer));

    private async Task WriteAsync(HttpContext context, StoreLine line)
    {
        var (store, merchant) = (line.Store, line.Merchant);
        var names = new Dictionary<int, string> { [store.Number] = store.Id };
        var freezes = await reads.FreezesAsync(merchant.Number, store.Number, context.RequestAborted);
        var acts = await reads.ActsAsync(merchant.Number, store.Number, context.RequestAborted);
        await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
        var keys = await TillKeys.ListAsync(db, store.Id);
        var body = new StorePageBody(
            MerchantShapes.Store(store, merchant),
            MerchantShapes.IsKnown(store, merchant) ? tests.CodeOf(store.Number) : null,
            [.. freezes.Select(one => MerchantShapes.Freeze(one, names))], [.. keys.Select(MerchantShapes.Key)],
            [.. acts.Select(act => MerchantShapes.Act(act, names))]);
        await MerchantReplies.WriteAsync(context, body, MerchantJson.Default.StorePageBody, merchant.Version);
    }
}
