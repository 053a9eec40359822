using System.Data.Common;
using System.Security.Claims;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Projection;
using Floodgate.Vouchers.Wallets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>What came of a look-up.</summary>
internal abstract record LookupOutcome
{
    public sealed record Found(CallerView View) : LookupOutcome;

    /// <summary>The member at fault; empty: not exactly one of phone, its hash, and voucher.</summary>
    public sealed record Invalid(string Pointer) : LookupOutcome;

    public sealed record TooFast(TimeSpan Wait) : LookupOutcome;

    /// <summary>The storage refused: nothing was looked at.</summary>
    public sealed record Away : LookupOutcome;
}

/// <summary>
/// Looks a caller up. The audit is written before anything is looked at: what cannot be audited is not answered.
/// </summary>
internal sealed class CallerLookup(
    CallerKey callers, ServiceDesk desk, WalletReader wallets, PersonMessages messages, Gates gates, AgentPace pace,
    AuditTrail trail, IDbContextFactory<FloodgateDb> store, ILogger<CallerLookup> log)
{
    private const int MessagesShown = 20;

    public async Task<LookupOutcome> AskAsync(
        LookupRequestBody asked, ClaimsPrincipal agent, string? from, CancellationToken cancel)
    {
        if (pace.Take(Agent.Of(agent)) is { } wait) return new LookupOutcome.TooFast(wait);
        if (Read(asked, out var pointer) is not { } caller) return new LookupOutcome.Invalid(pointer);
        try
        {
            Write(caller, Who.Of(agent, from), asked.Reason!.Trim());
            return new LookupOutcome.Found(await LookAsync(caller, cancel));
        }
        catch (Exception fault) when (fault is DbException or IOException or AuditUnavailableException)
        {
            NoticesLog.StorageRefused(log, "a look-up", fault.InnerException?.Message ?? fault.Message);
            return new LookupOutcome.Away();
        }
    }

    private Caller? Read(LookupRequestBody asked, out string pointer)
    {
        pointer = "/reason";
        if (asked.Reason?.Trim() is not { Length: > 0 and <= DeskLimits.ReasonMax }) return null;
        string?[] given = [asked.Phone, asked.PhoneHash, asked.Voucher];
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

    /// <summary>The subject is a keyed hash made for the trail alone: the same caller gives the same.</summary>
    private void Write(Caller caller, Who agent, string reason)
    {
        var subject = new byte[PersonId.Bytes];
        caller.Audited.Write(subject);
        trail.Append(new AuditEntry
        {
            What = LookupAudit.Act,
            Outcome = AuditOutcome.Done,
            Who = agent,
            On = $"{caller.Kind}/{Convert.ToHexStringLower(subject)}",
            Reason = Masked.Text(reason, DeskLimits.ReasonMax),
        });
    }

    private async Task<CallerView> LookAsync(Caller caller, CancellationToken cancel)
    {
        if (await PersonOfAsync(caller, cancel) is not { } person) return new CallerView(null, new([], null), [], []);
        var wallet = await wallets.ReadAsync(person, campaign: null);
        var held = wallet.Items.Select(item => gates.Find(new VoucherId(item.Voucher).Campaign)?.Id).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        DeskNotice[] affecting = [.. desk.Live.Where(notice => held.Any(notice.Concerns))];
        return new CallerView(
            person, wallet, affecting, await messages.ReadAsync(person, null, long.MaxValue, MessagesShown, cancel));
    }

    private async Task<PersonId?> PersonOfAsync(Caller caller, CancellationToken cancel)
    {
        if (caller.Voucher is not { } voucher) return caller.Person;
        await using var db = await store.CreateDbContextAsync(cancel);
        return (await db.Set<ProjectedVoucher>().AsNoTracking()
            .FirstOrDefaultAsync(one => one.VoucherId == voucher, cancel))?.Person;
    }
}
