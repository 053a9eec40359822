using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// <c>GET /api/v1/status</c> and <c>GET /api/v1/status/banners</c>: from memory, so they answer while storage and
/// console are down; for everybody and for a cache in front.
/// </summary>
internal sealed class StatusEndpoints(PublicBoard board, NoticesOptions options)
{
    public Task StatusAsync(HttpContext context)
    {
        var view = board.Current;
        if (context.Request.Query["after"] is not [{ Length: > 0 } after]) return view.Status.WriteAsync(context);
        for (var i = 0; i < view.Incidents.Count; i++)
        {
            if (view.Incidents[i].Id != after) continue;
            return BoardAnswer.Of(BoardJson.Status(
                    view.Incidents, i + 1, options.IncidentsPerAnswerMax, options.ForDrills))
                .WriteAsync(context);
        }

        return Problem.WriteAsync(context.Response, Refusals.NotFound);
    }

    public Task BannersAsync(HttpContext context) => board.Current.Banners.WriteAsync(context);
}
