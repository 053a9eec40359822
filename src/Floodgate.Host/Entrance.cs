using Floodgate.Admission.Edge;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Floodgate.Host;

/// <summary>What the node's entrance takes: sizes and times of a request, and room by what it is for.</summary>
internal static class Entrance
{
    public static void AddEdge(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Floodgate:Edge").Get<EdgeOptions>() ?? new EdgeOptions();
        var room = new EdgeRoom(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.LimitConnections(options, room);
        });
        builder.Services.AddEdge(options, room);
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(65);
    }
}
