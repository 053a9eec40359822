using System.Net;
using System.Net.Sockets;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// A way to a server on this machine that can go bad: swallow everything without a word, as a network that is cut off,
/// or break.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly List<TcpClient> _open = [];
    private readonly int _port;
    private readonly Task _accepting;
    private volatile bool _swallowing;

    /// <param name="port">Of the server behind it.</param>
    public TcpRelay(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing passes, and nobody is told; new connections open and stay silent.</summary>
    public void Swallow() => _swallowing = true;

    public void Pass() => _swallowing = false;

    /// <summary>Breaks every connection there is.</summary>
    public void Break()
    {
        lock (_open)
        {
            _open.ForEach(client => client.Close());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Break();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var here = await _listener.AcceptTcpClientAsync(_end.Token);
                _connections.Add(RelayAsync(here));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // It ends.
        }
    }

    private async Task RelayAsync(TcpClient here)
    {
        using var there = new TcpClient();
        using var near = here;
        lock (_open) _open.AddRange([here, there]);
        try
        {
            await there.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
            await Task.WhenAny(
                PumpAsync(here.GetStream(), there.GetStream()), PumpAsync(there.GetStream(), here.GetStream()));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or IOException
                                          or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
                if (!_swallowing) await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }
}
