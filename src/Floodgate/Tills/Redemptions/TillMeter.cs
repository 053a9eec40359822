using System.Diagnostics;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>Counts what becomes of a till's redemption, whichever way it is answered; detectors look at it.</summary>
internal sealed class TillMeter(TillSignals signals)
{
    public RequestDelegate Around(RequestDelegate redeem) => async context =>
    {
        var started = Stopwatch.GetTimestamp();
        if (context.Features.Get<GivenRefusal>() is not { } given)
            context.Features.Set(given = new GivenRefusal());
        var answered = false;
        try
        {
            await redeem(context);
            answered = true;
        }
        finally
        {
            // Who breaks off has no answer of ours to count.
            if (answered || !context.RequestAborted.IsCancellationRequested)
            {
                signals.Ended(
                    context.User.FindFirst(ApiKeyScheme.StoreClaim)?.Value,
                    answered ? given.Refusal : Refusals.TillUnavailable, started);
            }
        }
    };
}
