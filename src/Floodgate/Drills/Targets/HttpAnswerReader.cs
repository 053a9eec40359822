using System.Buffers.Text;

namespace Floodgate.Drills.Targets;

/// <summary>Reads one HTTP/1.1 answer after another from a stream into one buffer: length given or chunked.</summary>
internal sealed class HttpAnswerReader(int bytesMax)
{
    private byte[] _buffer = new byte[8 * 1024];
    private int _filled;
    private int _bodyFrom;
    private int _bodyLength;

    public int Status { get; private set; }

    public int? RetryAfterSeconds { get; private set; }

    /// <summary>The server closes the connection after this answer.</summary>
    public bool Closes { get; private set; }

    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(_bodyFrom, _bodyLength);

    /// <exception cref="IOException">The answer ended early, is too long or is not HTTP/1.1.</exception>
    public async ValueTask ReadAsync(Stream stream, CancellationToken stop)
    {
        (_filled, _bodyFrom, _bodyLength) = (0, 0, 0);
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0) await MoreAsync(stream, stop);
        var (length, chunked) = Head(_buffer.AsSpan(0, head));
        _bodyFrom = head + 4;
        if (chunked)
        {
            int end;
            while ((end = ChunkedEnd()) < 0) await MoreAsync(stream, stop);
            Unchunk(end);
            return;
        }

        while (_filled - _bodyFrom < length) await MoreAsync(stream, stop);
        _bodyLength = length;
    }

    private async ValueTask MoreAsync(Stream stream, CancellationToken stop)
    {
        if (_filled == _buffer.Length)
        {
            if (_buffer.Length >= bytesMax) throw new IOException($"the answer is longer than {bytesMax} bytes");
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, bytesMax));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_filled), stop);
        if (read == 0) throw new IOException("the server closed the connection");
        _filled += read;
    }

    private (int Length, bool Chunked) Head(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out var digits)
            || digits != 3)
            throw new IOException("the answer is not HTTP/1.1");
        (Status, RetryAfterSeconds, Closes) = (status, null, false);
        var (length, chunked) = (0, false);
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon < 0) continue;
            var name = line[..colon];
            var value = line[(colon + 1)..].Trim((byte)' ');
            if (Is(name, "content-length"u8)) length = Utf8Parser.TryParse(value, out int given, out _) ? given : -1;
            else if (Is(name, "transfer-encoding"u8)) chunked = Is(value, "chunked"u8);
            else if (Is(name, "connection"u8)) Closes = Is(value, "close"u8);
            else if (Is(name, "retry-after"u8) && Utf8Parser.TryParse(value, out int seconds, out _))
                RetryAfterSeconds = seconds;
        }

        if (length < 0) throw new IOException("the answer's length is not readable");
        return (length, chunked);
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        System.Text.Ascii.EqualsIgnoreCase(text, lower);

    /// <summary>Where the last chunk ends, or -1 while bytes are missing.</summary>
    private int ChunkedEnd()
    {
        var at = _bodyFrom;
        while (true)
        {
            if (!Chunk(at, out var size, out var data)) return -1;
            at = data + size + 2;
            if (at > _filled) return -1;
            if (size == 0) return at;
        }
    }

    private bool Chunk(int at, out int size, out int data)
    {
        (size, data) = (0, 0);
        var line = _buffer.AsSpan(at, _filled - at);
        var end = line.IndexOf("\r\n"u8);
        if (end < 0) return false;
        if (!Utf8Parser.TryParse(line[..end], out size, out _, 'x') || size < 0 || size > bytesMax)
            throw new IOException("a chunk's length is not readable");
        data = at + end + 2;
        return true;
    }

    private void Unchunk(int end)
    {
        for (var at = _bodyFrom; at < end;)
        {
            Chunk(at, out var size, out var data);
            _buffer.AsSpan(data, size).CopyTo(_buffer.AsSpan(_bodyFrom + _bodyLength));
            _bodyLength += size;
            at = data + size + 2;
        }
    }
}
