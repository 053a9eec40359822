using System.Net.Security;
using System.Net.Sockets;

namespace Floodgate.Drills.Targets;

/// <summary>How one exchange went as far as the wire is concerned.</summary>
internal enum WireOutcome
{
    Answered,

    /// <summary>Nobody listens: the request was certainly not taken.</summary>
    Unreachable,

    /// <summary>No answer in time; it may have been taken.</summary>
    TimedOut,

    /// <summary>The connection broke under way; it may have been taken.</summary>
    Broken,
}

/// <summary>
/// One keep-alive HTTP/1.1 connection. The generator shares its machine with the server it measures, so this path
/// allocates nothing per exchange: the caller's bytes go out, the answer stays in one buffer until the next send.
/// </summary>
internal sealed class HttpLine(Uri server, TimeSpan timeout, int answerBytesMax) : IDisposable
{
    private CancellationTokenSource _deadline = new();
    private Socket? _socket;
    private Stream? _stream;
    private HttpAnswerReader _reader = new(answerBytesMax);

    public int Status => _reader.Status;

    /// <summary>Seconds to wait as the server asked, or null.</summary>
    public int? RetryAfterSeconds => _reader.RetryAfterSeconds;

    public ReadOnlyMemory<byte> Body => _reader.Body;

    public async ValueTask<WireOutcome> SendAsync(ReadOnlyMemory<byte> request)
    {
        Arm();
        try
        {
            // An idle connection the server closed is opened anew; what breaks after sending is for the caller to know.
            if (_socket is { } idle && idle.Poll(0, SelectMode.SelectRead)) Close();
            if (_stream is null) await ConnectAsync(_deadline.Token);
            await _stream!.WriteAsync(request, _deadline.Token);
            await _reader.ReadAsync(_stream, _deadline.Token);
            if (_reader.Closes) Close();
            return WireOutcome.Answered;
        }
        catch (OperationCanceledException)
        {
            Close();
            return WireOutcome.TimedOut;
        }
        catch (SocketException)
        {
            Close();
            return WireOutcome.Unreachable;
        }
        catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
        {
            Close();
            return WireOutcome.Broken;
        }
    }

    public void Dispose()
    {
        Close();
        _deadline.Dispose();
    }

    private async ValueTask ConnectAsync(CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, stop);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        if (server.Scheme != Uri.UriSchemeHttps) return;
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, stop);
    }

    private void Arm()
    {
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = new CancellationTokenSource();
        }

        _deadline.CancelAfter(timeout);
    }

    private void Close()
    {
        _stream?.Dispose();
        _socket?.Dispose();
        (_stream, _socket) = (null, null);
    }
}
