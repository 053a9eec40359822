using Floodgate.Admission.Edge;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Floodgate.Host;

/// <summary>What the node's entrance takes: sizes and times of a request, and room by what it is for.</summary>
internal static class Entrance
{
    /// <returns>Ports of the staff's entrance, that of the balancer among them; empty: one address for all.</returns>
    /// <exception cref="InvalidDataException">An address for the balancer is none.</exception>
    public static int[] AddEdge(this WebApplicationBuilder builder, NodeArguments arguments)
    {
        var options = builder.Configuration.GetSection("Floodgate:Edge").Get<EdgeOptions>() ?? new EdgeOptions();
        var room = new EdgeRoom(options);
        var (crowd, staff) = (Urls(options.ProxyUrls), Urls(options.ProxyConsoleUrls));
        builder.WebHost.UseUrls([.. arguments.AllUrls, .. crowd, .. staff]);
        int[] balancers = [.. crowd.Concat(staff).Select(Port)];
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            kestrel.LimitConnections(options, room, balancers);
        });
        builder.Services.AddEdge(options, room);
        return arguments.ConsoleUrls is null ? [] : [.. arguments.ConsolePorts, .. staff.Select(Port)];
    }

    private static string[] Urls(string text)
    {
        string[] urls = [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return Array.Find(urls, url => !Uri.TryCreate(NodeArguments.Concrete(url), UriKind.Absolute, out var uri)
            || uri.Port <= 0) is { } bad
            ? throw new InvalidDataException($"Floodgate:Edge: '{bad}' is not an address with a port.") : urls;
    }

    private static int Port(string url) => new Uri(NodeArguments.Concrete(url)).Port;

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
