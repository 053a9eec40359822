using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Detection;

/// <summary><c>GET /api/v1/ops/detectors</c>.</summary>
internal sealed class DetectorsEndpoint(DetectionLoop loop)
{
    public Task GetAsync(HttpContext context)
    {
        var view = loop.View();
        // A round a second: between two nothing has changed but news, and those move the count of what fires.
        var firing = view.Detectors.Count(one => one.State is "firing" or "damped");
        var tag = $"\"{view.Second}-{view.Detectors.Count}-{firing}\"";
        var headers = context.Response.Headers;
        (headers.ETag, headers.CacheControl) = (tag, "no-cache");
        if (EntityTags.Name(context.Request.Headers.IfNoneMatch, tag, weakly: true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(view, DetectionJson.Default.DetectorsBody, "application/json");
    }
}
