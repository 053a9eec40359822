using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Access.Staff;

/// <summary>
/// Holds guessing down: so many tries a minute from one network, so many passwords hashed at one time.
/// </summary>
internal sealed class SignInLimits(AccessOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _perNetwork =
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(network => RateLimitPartition.GetFixedWindowLimiter(
            network,
            _ => new()
            {
                PermitLimit = options.SignInTriesPerMinute,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    private readonly ConcurrencyLimiter _atOnce =
        new(new() { PermitLimit = options.SignInsAtOnceMax, QueueLimit = options.SignInsAtOnceMax * 4 });

    /// <summary>
    /// A lease not acquired means: too many, ask again in a minute. Dispose it when the password is checked.
    /// </summary>
    public async ValueTask<RateLimitLease> EnterAsync(HttpContext context)
    {
        var network = _perNetwork.AttemptAcquire(Network(context.Connection.RemoteIpAddress));
        return network.IsAcquired ? await _atOnce.AcquireAsync(1, context.RequestAborted) : network;
    }

    public void Dispose()
    {
        _perNetwork.Dispose();
        _atOnce.Dispose();
    }

    /// <summary>One subscriber has a whole /64 of IPv6 to try from.</summary>
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
