using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Floodgate.Tills.Merchants.Api.MerchantReplies;

namespace Floodgate.Tills.Merchants.Api;

/// <summary><c>/api/v1/ops/stores/{store}/keys</c>: the keys of a store's tills.</summary>
internal sealed class StoreKeyEndpoints(
    MerchantDesk desk, MerchantReads reads, IDbContextFactory<FloodgateDb> databases, KeyRing ring,
    AccessOptions access, MerchantsOptions options, TimeProvider clock)
{
    public async Task ListAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } line) return;
        await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
        var keys = await TillKeys.ListAsync(db, line.Store.Id);
        await WriteAsync(
            context, new KeysBody([.. keys.Select(MerchantShapes.Key)]), MerchantJson.Default.KeysBody);
    }

    public async Task CreateAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.NewKeyBody, 4096) is not { } body) return;
        if (await FindAsync(context) is not { } line) return;
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > ApiKeyBook.NameLengthMax)
        {
            await RefusedAsync(context, [new TermsFault("name", "text-empty", new(
                $"名称为 1 到 {ApiKeyBook.NameLengthMax} 个字。",
                $"A name is 1 to {ApiKeyBook.NameLengthMax} characters."))]);
            return;
        }

        await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
        var wanted = new TillKeyRequest(line.Store.Id, body.Name, options.KeysPerStoreMax);
        var key = await TillKeys.CreateAsync(db, ring, access, wanted, clock.GetUtcNow());
        if (key is not ApiKeyCreation.Created made)
        {
            var refused = line.Store.State == MerchantState.Refused;
            await Problem.WriteAsync(context.Response, refused ? Refusals.StandingUnfit : Refusals.MerchantsFull);
            return;
        }

        var actor = StaffPerson.Of(context.User);
        await desk.NoteKeyAsync(line.Store, MerchantAct.KeyMade, $"{made.Key.Id} {body.Name}", actor);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        await WriteAsync(
            context, new KeyMadeBody(made.Key.Id, body.Name, made.Key.ToString()), MerchantJson.Default.KeyMadeBody);
    }

    public async Task RevokeAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } line) return;
        var id = Route(context, "key");
        await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
        if (!await TillKeys.RevokeAsync(db, line.Store.Id, id, clock.GetUtcNow()))
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownKey);
            return;
        }

        await desk.NoteKeyAsync(line.Store, MerchantAct.KeyRevoked, id, StaffPerson.Of(context.User));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<StoreLine?> FindAsync(HttpContext context)
    {
        var line = await reads.FindStoreAsync(Route(context, "store"), context.RequestAborted);
        if (line is null) await Problem.WriteAsync(context.Response, Refusals.UnknownStore);
        return line;
    }
}
