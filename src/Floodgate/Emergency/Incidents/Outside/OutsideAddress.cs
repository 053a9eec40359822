using System.Net;
using System.Net.Sockets;

namespace Floodgate.Emergency.Incidents;

/// <summary>Which addresses a call to the outside may end at: looked at each time a name was resolved.</summary>
internal static class OutsideAddress
{
    /// <summary>Connects to the first address that may be reached.</summary>
    /// <exception cref="PrivateAddressException">None may.</exception>
    /// <exception cref="SocketException">None answers.</exception>
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint point, bool allowPrivate, CancellationToken cancel)
    {
        var found = IPAddress.TryParse(point.Host, out var literal)
            ? [literal] : await Dns.GetHostAddressesAsync(point.Host, cancel);
        var allowed = found.Where(address => allowPrivate || IsPublic(address)).ToArray();
        if (allowed.Length == 0) throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, point.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Neither this machine, nor a private network, nor an address that is only for a link.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !(address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal
                || address.IsIPv6Multicast);
        var bytes = address.GetAddressBytes();
        return bytes[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => bytes[1] is < 64 or > 127,
            169 => bytes[1] != 254,
            172 => bytes[1] is < 16 or > 31,
            192 => bytes[1] != 168,
            198 => bytes[1] is not (18 or 19),
            _ => true,
        };
    }
}

/// <summary>Every address of the name is private, and the endpoint may not be.</summary>
internal sealed class PrivateAddressException() : IOException("the address is private");
