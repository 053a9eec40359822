using System.Data.Common;
using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Projection;
using Floodgate.Vouchers.Wallets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// <c>POST /api/v1/ops/desk/lookups</c>: what a caller holds, masked. The audit is written before anything is looked
/// at: what cannot be audited is not answered.
/// </summary>
internal sealed class LookupEndpoint(
    CallerKey callers, ServiceDesk desk, WalletReader wallets, PersonMessages messages, Gates gates, AgentPace pace,
    IDbContextFactory<FloodgateDb> store, TimeProvider clock, ILogger<LookupEndpoint> log)
{
    private const int MessagesShown = 20;

    public async Task HandleAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, NoticesBodies.Default.LookupRequestBody, DeskLimits.BodyBytesMax) is not { } body) return;
        var agent = Agent.Of(context);
        if (pace.Take(agent) is { } wait)
        {
            await Problem.WriteAsync(context.Response, Refusals.TooManyRequests, retryAfter: wait);
            return;
        }

        if (Read(body, out var pointer) is not { } caller)
        {
            var refusal = pointer.Length == 0 || pointer == "/reason" ? Refusals.MemberMissing
                : Refusals.MemberWrongType;
            await Problem.WriteAsync(context.Response, refusal, new BodyFault(refusal, pointer).Write);
            return;
        }

        try
        {
            await AuditAsync(caller, agent, body.Reason!.Trim(), context.RequestAborted);
            await AnswerAsync(context, await LookAsync(caller, context.RequestAborted));
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException)
        {
            NoticesLog.StorageRefused(log, "a look-up", fault.InnerException?.Message ?? fault.Message);
            await Problem.WriteAsync(
                context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "none"),
                TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Null with the pointer of what is wrong; empty: not exactly one of the three.</summary>
    private Caller? Read(LookupRequestBody body, out string pointer)
    {
        pointer = "/reason";
        if (body.Reason?.Trim() is not { Length: > 0 and <= DeskLimits.ReasonMax }) return null;
        string?[] given = [body.Phone, body.PhoneHash, body.Voucher];
        pointer = "";
        if (given.Count(one => one is not null) != 1) return null;
        var place = Array.FindIndex(given, one => one is not null);
        pointer = place switch { 0 => "/phone", 1 => "/phoneHash", _ => "/voucher" };
        if (given[place]! is not { Length: > 0 and <= DeskLimits.IdentityMax } text) return null;
        return place switch
        {
            0 => callers.OfPhone(text),
            1 => callers.OfPhoneHash(text),
            _ => callers.OfVoucher(text.Trim().ToUpperInvariant()),
        };
    }

    private async Task AuditAsync(Caller caller, string agent, string reason, CancellationToken cancel)
    {
        var subject = new byte[PersonId.Bytes];
        caller.Audited.Write(subject);
        await using var db = await store.CreateDbContextAsync(cancel);
        db.Add(new DeskLookup
        {
            At = clock.NowMicros(),
            Agent = agent,
            Reason = reason,
            Kind = caller.Kind,
            Subject = subject,
        });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<CallerView> LookAsync(Caller caller, CancellationToken cancel)
    {
        if (await PersonOfAsync(caller, cancel) is not { } person) return new CallerView(new([], null), [], []);
        var wallet = await wallets.ReadAsync(person, campaign: null);
        var held = wallet.Items.Select(item => gates.Find(new VoucherId(item.Voucher).Campaign)?.Id).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        DeskNotice[] affecting = [.. desk.Live.Where(notice => held.Any(notice.Concerns))];
        return new CallerView(
            wallet, affecting, await messages.ReadAsync(person, null, long.MaxValue, MessagesShown, cancel));
    }

    private async Task<PersonId?> PersonOfAsync(Caller caller, CancellationToken cancel)
    {
        if (caller.Voucher is not { } voucher) return caller.Person;
        await using var db = await store.CreateDbContextAsync(cancel);
        return (await db.Set<ProjectedVoucher>().AsNoTracking()
            .FirstOrDefaultAsync(one => one.VoucherId == voucher, cancel))?.Person;
    }

    private async Task AnswerAsync(HttpContext context, CallerView view)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        view.Write(json, gates, clock.GetUtcNow());
    }
}
