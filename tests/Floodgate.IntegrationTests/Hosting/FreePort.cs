using System.Net;
using System.Net.Sockets;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// A port that is this test run's own, for servers that must keep theirs over a restart. It lies below the range from
/// which the system gives ports to clients, so that a server that was killed finds it free again whatever its clients
/// tried meanwhile; and a locked file keeps it from other test runs on this machine until this one ends.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000, Count = 10_000;
    private static readonly string Locks = Path.Combine(Path.GetTempPath(), "floodgate-test-ports");
    private static readonly List<FileStream> Held = [];
    private static readonly Lock Gate = new();
    private static int _next = Environment.ProcessId * 37 % Count;

    public static int Next()
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Locks);
            for (var tries = 0; tries < Count; tries++)
            {
                var port = First + (_next++ % Count);
                if (TryHold(port)) return port;
            }
        }

        throw new InvalidOperationException("there is no free port");
    }

    private static bool TryHold(int port)
    {
        FileStream file;
        try
        {
            file = new FileStream(
                Path.Combine(Locks, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another test run has it.
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            Held.Add(file);
            return true;
        }
        catch (SocketException)
        {
            // Somebody listens there who is no test.
            file.Dispose();
            return false;
        }
    }
}
