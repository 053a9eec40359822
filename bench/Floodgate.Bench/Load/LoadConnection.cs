using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Floodgate.Bench.Load;

/// <summary>
/// One keep-alive connection with at most one request under way. Understands Content-Length and chunked answers.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    public LoadConnection(IPEndPoint server)
    {
        _socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(server);
        _socket.Blocking = false;
    }

    public int Handle => (int)_socket.Handle;

    public long IntendedAt { get; private set; }

    public bool IsBusy { get; private set; }

    public bool IsOpen { get; private set; } = true;

    public void Send(byte[] request, long intendedAt)
    {
        (IntendedAt, IsBusy, _filled) = (intendedAt, true, 0);
        var sent = _socket.Send(request, SocketFlags.None);
        if (sent != request.Length) throw new IOException("a request did not fit the socket's buffer");
    }

    /// <summary>True when the answer is whole; status 0 means the server closed the connection.</summary>
    public bool TryReceive(out int status)
    {
        status = 0;
        var read = _socket.Receive(_buffer.AsSpan(_filled), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return false;
        if (error != SocketError.Success || read == 0)
        {
            (IsOpen, IsBusy) = (false, false);
            return true;
        }

        _filled += read;
        if (!IsWhole(_buffer.AsSpan(0, _filled))) return false;
        _ = Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out status, out _);
        IsBusy = false;
        return true;
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        _ = Utf8Parser.TryParse(answer[(length + 16)..], out int bytes, out _);
        return answer.Length >= head + 4 + bytes;
    }
}
