using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Admission.Edge;

/// <summary>
/// The first thing a request meets. Nothing waits here: there is room, or it is told when to come back. Refusals count
/// where the detectors look.
/// </summary>
internal sealed class EdgeGuard(EdgeRoom room, Gates gates, TillSignals tills)
{
    public RequestDelegate Around(RequestDelegate next) => context =>
    {
        var of = EdgeClasses.Of(context.Request.Path);
        var answer = room.Enter(of);
        if (answer == EdgeAnswer.Admitted)
        {
            var going = next(context);
            if (!going.IsCompletedSuccessfully) return LeaveAfterAsync(going, of);
            room.Leave(of);
            return Task.CompletedTask;
        }

        return LeaveAfterAsync(answer == EdgeAnswer.AdmittedOnce ? OnceAsync(context, next)
            : RefuseAsync(context, of, answer), of);
    };

    private async Task LeaveAfterAsync(Task going, EdgeClass of)
    {
        try
        {
            await going;
        }
        finally
        {
            room.Leave(of);
        }
    }

    private static Task OnceAsync(HttpContext context, RequestDelegate next)
    {
        Close(context);
        return next(context);
    }

    private Task RefuseAsync(HttpContext context, EdgeClass of, EdgeAnswer answer)
    {
        if (answer == EdgeAnswer.RoomKept) Close(context);
        var refusal = of == EdgeClass.Redeem ? Refusals.TillOverloaded : Refusals.Overloaded;
        if (of == EdgeClass.Redeem) tills.TurnedAway();
        else if (of == EdgeClass.Claim) CountClaim(context);
        return Problem.WriteAsync(
            context.Response, refusal, static json => json.WriteString("outcome", "none"),
            EdgeDecision.RetryAfter(of));
    }

    private void CountClaim(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', 6);
        if (parts.Length < 6 || gates.Find(parts[4])?.Signals is not { } signals) return;
        signals.Request();
        signals.Refused(Station.Request, Refusals.Overloaded.Code);
    }

    /// <summary>Of a connection that carries many requests at once nothing is said: it is one, however many.</summary>
    private static void Close(HttpContext context)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol)) context.Response.Headers.Connection = "close";
    }
}
