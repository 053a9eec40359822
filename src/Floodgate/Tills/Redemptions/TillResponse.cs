using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Redemptions;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>The one place where what a till's request came to becomes HTTP.</summary>
internal static class TillResponse
{
    public static Task WriteAsync<T>(HttpContext context, RedemptionKind kind, T body, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = kind == RedemptionKind.Done && HttpMethods.IsPost(context.Request.Method)
            ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, type, "application/json");
    }

    /// <param name="context">The request.</param>
    /// <param name="answer">A refusal: neither done nor repeated.</param>
    /// <param name="currency">Of the amounts it names.</param>
    /// <param name="resumesAt">When a pause that stops it is to end.</param>
    /// <param name="reason">Why the store rests, where it does.</param>
    public static Task RefuseAsync(
        HttpContext context, RedemptionAnswer answer, string currency, DateTimeOffset? resumesAt = null,
        BilingualText? reason = null)
    {
        var refusal = RefusalOf(answer.Kind);
        TimeSpan? retry = refusal.Status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(1) : null;
        return Problem.WriteAsync(
            context.Response, refusal, json =>
            {
                WriteDetails(json, answer, currency, resumesAt);
                if (answer.Kind is RedemptionKind.StoreSuspended or RedemptionKind.StoreFrozen && reason is not null)
                    json.WriteText("reason", reason);
            },
            retry);
    }

    public static Refusal RefusalOf(RedemptionKind kind) => kind switch
    {
        RedemptionKind.KeyReused => Refusals.KeyReused,
        RedemptionKind.UnknownVoucher => Refusals.CodeUnknown,
        RedemptionKind.CodeUsed => Refusals.QrUsed,
        RedemptionKind.CodeTooOld => Refusals.QrExpired,
        RedemptionKind.StoreSuspended => Refusals.StoreSuspended,
        RedemptionKind.StoreFrozen => Refusals.StoreFrozen,
        RedemptionKind.AlreadyRedeemed => Refusals.AlreadyRedeemed,
        RedemptionKind.NotYetValid => Refusals.NotYetValid,
        RedemptionKind.Expired => Refusals.Expired,
        RedemptionKind.Void => Refusals.Void,
        RedemptionKind.Frozen => Refusals.Frozen,
        RedemptionKind.BelowThreshold => Refusals.BelowThreshold,
        RedemptionKind.WrongStore => Refusals.WrongStore,
        RedemptionKind.OrderFull => Refusals.OrderFull,
        RedemptionKind.OrderOverused => Refusals.OrderOverused,
        RedemptionKind.VoucherOverused => Refusals.VoucherOverused,
        RedemptionKind.RefundsFull => Refusals.RefundsFull,
        RedemptionKind.Paused => Refusals.RedemptionPaused,
        RedemptionKind.CapReached => Refusals.CapReached,
        RedemptionKind.UnknownRedemption => Refusals.UnknownRedemption,
        RedemptionKind.Undone => Refusals.AlreadyUndone,
        RedemptionKind.Refunded => Refusals.AlreadyRefunded,
        RedemptionKind.AmountTooLarge => Refusals.AmountTooLarge,
        RedemptionKind.TooLate => Refusals.UndoTooLate,
        RedemptionKind.Conflict => Refusals.OfflineConflict,
        RedemptionKind.Overloaded => Refusals.TillOverloaded,
        RedemptionKind.Unavailable or RedemptionKind.Unknown => Refusals.TillUnavailable,
        _ => throw new InvalidOperationException($"{kind} is not a refusal"),
    };

    private static void WriteDetails(
        Utf8JsonWriter json, in RedemptionAnswer answer, string currency, DateTimeOffset? resumesAt)
    {
        switch (answer.Kind)
        {
            case RedemptionKind.Overloaded or RedemptionKind.Unavailable:
                json.WriteString("outcome", "none");
                break;
            case RedemptionKind.Unknown: json.WriteString("outcome", "unknown"); break;
            case RedemptionKind.AlreadyRedeemed when answer.MomentMicros > 0:
                json.WriteTime("redeemedAt", answer.MomentMicros);
                break;
            case RedemptionKind.Expired when answer.MomentMicros > 0:
                json.WriteTime("validUntil", answer.MomentMicros);
                break;
            case RedemptionKind.NotYetValid: json.WriteTime("validFrom", answer.MomentMicros); break;
            case RedemptionKind.TooLate: json.WriteTime("undoableUntil", answer.MomentMicros); break;
            case RedemptionKind.BelowThreshold:
                json.WriteMoney("threshold", new Money(answer.AmountCents, currency));
                break;
            case RedemptionKind.CapReached when answer.Cap is { } counter:
                json.WriteString("cap", CapCounter.KindOf(counter));
                break;
            case RedemptionKind.AmountTooLarge or RedemptionKind.RefundsFull:
                json.WriteMoney("left", new Money(answer.AmountCents, currency));
                break;
            case RedemptionKind.Paused when resumesAt is { } at: json.WriteTime("resumesAt", at); break;
        }
    }
}
