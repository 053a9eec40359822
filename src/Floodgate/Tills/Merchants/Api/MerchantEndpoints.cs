using System.Globalization;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;
using Microsoft.AspNetCore.Http;
using static Floodgate.Tills.Merchants.Api.MerchantReplies;

namespace Floodgate.Tills.Merchants.Api;

/// <summary><c>/api/v1/ops/merchants</c>.</summary>
internal sealed class MerchantEndpoints(
    MerchantDesk desk, MerchantReads reads, MerchantDecisions decisions, MerchantsOptions options)
{
    public const int BodyBytesMax = 512 * 1024;

    public async Task ListAsync(HttpContext context)
    {
        var query = Query(context, options);
        var lines = await reads.ListAsync(query, context.RequestAborted);
        var next = lines.Count < query.Limit ? null : lines[^1].Merchant.Number.ToString(CultureInfo.InvariantCulture);
        await MerchantReplies.WriteAsync(
            context, new MerchantsBody([.. lines.Select(MerchantShapes.Head)], next),
            MerchantJson.Default.MerchantsBody);
    }

    public async Task GetAsync(HttpContext context)
    {
        if (await reads.FindAsync(Route(context, "merchant"), context.RequestAborted) is { } file)
            await WriteAsync(context, file);
        else await Problem.WriteAsync(context.Response, Refusals.UnknownMerchant);
    }

    public async Task ApplyAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.NewMerchantBody, BodyBytesMax) is not { } body) return;
        var asked = body.ToNew();
        if (await RefusedAsync(context, Faults(asked))) return;
        var outcome = await desk.ApplyAsync(asked, StaffPerson.Of(context.User), context.RequestAborted);
        if (outcome.Answer == MerchantAnswer.Done)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = "/api/v1/ops/merchants/" + asked.Id;
        }

        await AnswerAsync(context, outcome);
    }

    public async Task ChangeAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.MerchantTerms, BodyBytesMax) is not { } terms) return;
        if (await RefusedAsync(context, TermsRules.Of(terms))) return;
        await AnswerAsync(context, await desk.ChangeMerchantAsync(
            Route(context, "merchant"), match, terms, StaffPerson.Of(context.User), context.RequestAborted));
    }

    public async Task AddStoreAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.NewStoreBody, BodyBytesMax) is not { } body) return;
        var store = body.ToNew();
        if (await RefusedAsync(context, [.. TermsRules.OfId(store.Id), .. TermsRules.Of(store.Terms)])) return;
        var outcome = await desk.AddStoresAsync(
            Route(context, "merchant"), match, [store], StaffPerson.Of(context.User), context.RequestAborted);
        if (outcome.Answer == MerchantAnswer.Done) context.Response.StatusCode = StatusCodes.Status201Created;
        await AnswerAsync(context, outcome);
    }

    public async Task ApproveAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.DecisionBody, BodyBytesMax) is not { } body) return;
        await AnswerAsync(context, await decisions.ApproveAsync(
            Route(context, "merchant"), match, body.Reason, Who.Of(context), context.RequestAborted));
    }

    public async Task RefuseAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.DecisionBody, BodyBytesMax) is not { } body) return;
        if (body.Reason is not { Length: > 0 and <= 500 } reason)
        {
            await Problem.WriteAsync(context.Response, Refusals.MemberMissing,
                new BodyFault(Refusals.MemberMissing, "/reason").Write);
            return;
        }

        await AnswerAsync(context, await decisions.RefuseAsync(
            Route(context, "merchant"), match, reason, Who.Of(context), context.RequestAborted));
    }

    /// <summary>Suspend, freeze or reinstate.</summary>
    public RequestDelegate Stand(MerchantAct act) => async context =>
    {
        if (await StrictBody.ReadAsync(
            context, MerchantRequestJson.Default.StandingReason, BodyBytesMax) is not { } said) return;
        var faults = TermsRules.Of(said, act == MerchantAct.Frozen, options.DisputedRedemptionsMax);
        if (await RefusedAsync(context, faults)) return;
        await AnswerAsync(context, await desk.StandAsync(
            Route(context, "merchant"), null, act, said, StaffPerson.Of(context.User), context.RequestAborted));
    };

    /// <summary>Everything wrong with an application, its stores included.</summary>
    public static IEnumerable<TermsFault> Faults(NewMerchant asked) =>
    [
        .. TermsRules.OfId(asked.Id), .. TermsRules.Of(asked.Terms),
        .. asked.Stores.SelectMany((store, i) => TermsRules.OfId(store.Id).Concat(TermsRules.Of(store.Terms))
            .Select(fault => fault with { Member = $"stores/{i}/{fault.Member}" })),
    ];

    private Task AnswerAsync(HttpContext context, MerchantOutcome outcome) => outcome.File is { } file
        ? WriteAsync(context, file) : Problem.WriteAsync(context.Response, RefusalOf(outcome.Answer));

    private async Task WriteAsync(HttpContext context, MerchantFile file)
    {
        var number = file.Merchant.Number;
        var freezes = await reads.FreezesAsync(number, null, context.RequestAborted);
        var acts = await reads.ActsAsync(number, null, context.RequestAborted);
        await MerchantReplies.WriteAsync(
            context, MerchantShapes.Merchant(file, freezes, acts), MerchantJson.Default.MerchantBody,
            file.Merchant.Version);
    }
}
