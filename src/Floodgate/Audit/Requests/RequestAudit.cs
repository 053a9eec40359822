using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Floodgate.Audit.Requests;

/// <summary>
/// Writes every act of staff that comes by HTTP: that it begins before it does, and how it came out before the answer
/// leaves. What cannot be written is not done; what protects people is done all the same.
/// </summary>
internal sealed class RequestAudit(AuditTrail trail, IOptions<AuditOptions> options)
{
    /// <summary>What protects people waits no longer than this for a disk.</summary>
    private static readonly TimeSpan UrgentWait = TimeSpan.FromMilliseconds(300);

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (AuditedEndpoints.ActOf(context.GetEndpoint()) is not { } act)
        {
            await next(context);
            return;
        }

        var (note, given) = (new AuditNote(), new GivenRefusal());
        context.Features.Set(note);
        context.Features.Set(given);
        var entry = new AuditEntry
        {
            What = act,
            Outcome = AuditOutcome.Begun,
            Who = Who.Of(context),
            On = OnOf(context),
            Campaign = context.Request.RouteValues["campaign"] as string,
        };
        if (!TryBegin(context, entry, out var begun))
        {
            await Problem.WriteAsync(context.Response, Refusals.AuditUnavailable, retryAfter: TimeSpan.FromSeconds(1));
            return;
        }

        var told = 0;
        context.Response.OnStarting(() =>
        {
            Tell(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            Tell(context.Response.StatusCode);
        }
        catch
        {
            Tell(StatusCodes.Status500InternalServerError);
            throw;
        }

        void Tell(int status)
        {
            if (Interlocked.Exchange(ref told, 1) != 0) return;
            trail.Keep(Ended(entry, begun, note, given.Refusal?.Code, status));
        }
    }

    private bool TryBegin(HttpContext context, AuditEntry entry, out long? number)
    {
        number = null;
        var isUrgent = context.GetEndpoint()!.Metadata.GetMetadata<UrgentAttribute>() is not null;
        try
        {
            number = trail.Append(entry, isUrgent ? UrgentWait : null).Number;
            return true;
        }
        catch (AuditUnavailableException)
        {
            return isUrgent;
        }
    }

    private AuditEntry Ended(AuditEntry entry, long? begun, AuditNote note, string? code, int status)
    {
        var max = options.Value.TextCharactersMax;
        return entry with
        {
            Outcome = status >= 500 ? AuditOutcome.Failed : status >= 400 ? AuditOutcome.Refused : AuditOutcome.Done,
            Code = status >= 400 ? code ?? "status-" + status : null,
            Of = begun,
            On = Masked.Text(note.On, max) ?? entry.On,
            Campaign = note.Campaign ?? entry.Campaign,
            Reason = Masked.Text(note.Reason, max) is { Length: > 0 } said ? said : null,
            Approver = note.Approver,
            Changes = Masked.Changes(note.Changes, options.Value),
        };
    }

    /// <summary>A voucher may be named by its code, which spends it: of that, the id it begins with.</summary>
    private static string Named(string key, string value) =>
        key == "voucher" && value.Length > VoucherId.TextLength ? value[..VoucherId.TextLength] : value;

    /// <summary>The thing the address names: <c>campaign/autumn</c>. Masked: an address is whatever was sent.</summary>
    private string? OnOf(HttpContext context)
    {
        var named = context.Request.RouteValues.Where(pair => pair.Value is string).ToArray();
        return named.Length == 0 ? null : Masked.Text(
            string.Join('/', named.Select(pair => $"{pair.Key}/{Named(pair.Key, (string)pair.Value!)}")),
            options.Value.TextCharactersMax);
    }
}

internal static class RequestAuditing
{
    /// <summary>Goes after authorization: whoever may not act gets no further.</summary>
    public static void UseRequestAudit(this IApplicationBuilder app)
    {
        var audit = app.ApplicationServices.GetRequiredService<RequestAudit>();
        app.Use(next => context => audit.HandleAsync(context, next));
    }
}
