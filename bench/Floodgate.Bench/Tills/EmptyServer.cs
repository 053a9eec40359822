using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Floodgate.Bench.Tills;

/// <summary>The ceiling as a process of its own: this program's command <c>empty</c>.</summary>
internal sealed class EmptyServer : IDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private EmptyServer(Uri url, Process process) => (Url, _process) = (url, process);

    public Uri Url { get; }

    public static async Task<EmptyServer> StartAsync()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var info = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(info.FileName) == "dotnet")
            info.ArgumentList.Add(typeof(EmptyServer).Assembly.Location);
        foreach (var argument in (string[])["empty", "--url", url.ToString().TrimEnd('/')])
            info.ArgumentList.Add(argument);
        var server = new EmptyServer(url, Process.Start(info)!);
        var began = Stopwatch.GetTimestamp();
        while (!await ListensAsync(url))
        {
            if (server._process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
                throw new InvalidOperationException("the empty endpoint did not start");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static async Task<bool> ListensAsync(Uri url)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
