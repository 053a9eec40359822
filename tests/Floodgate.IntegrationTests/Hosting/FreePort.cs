using System.Net;
using System.Net.Sockets;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// A port nobody listens on, below the range from which the system gives ports to clients: so that a server that was
/// killed finds its port free again, whatever its clients tried meanwhile.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000, Count = 10_000;
    private static int _next = Environment.ProcessId * 37 % Count;

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }

        throw new InvalidOperationException("there is no free port");
    }
}
