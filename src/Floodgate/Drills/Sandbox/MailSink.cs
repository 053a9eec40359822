using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Floodgate.Drills.Sandbox;

/// <summary>
/// A mail server of this drill on a free port of this machine (RFC 5321, no more than is needed to receive). Mail for
/// <c>ID@…</c> is a page of the person ID. Told to be down it turns everybody away.
/// </summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Inbox _inbox;
    private readonly DrillsOptions _options;
    private readonly SemaphoreSlim _places;
    private readonly Task _accepting;

    public MailSink(Inbox inbox, DrillsOptions options)
    {
        (_inbox, _options, _places) = (inbox, options, new SemaphoreSlim(options.MailConnectionsMax));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool IsDown { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_stop.Token);
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The drill is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            if (IsDown) await writer.WriteLineAsync("421 4.3.2 drill: the mail server is down");
            else await TalkAsync(reader, writer);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException
            or ObjectDisposedException)
        {
            // The sender went away, or the drill is over.
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The drill is over.
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        string? to = null;
        await writer.WriteLineAsync("220 drill ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "RCPT") to = Person(line);
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var mail = await DataAsync(reader);
                if (mail is not null && to is not null && !IsDown)
                    _inbox.Take(to, "mail", genuine: true, Inbox.LinkIn(TextOf(mail)));
            }

            await writer.WriteLineAsync(verb switch
            {
                "EHLO" or "HELO" => "250 drill",
                "QUIT" => "221 bye",
                _ => IsDown ? "451 4.3.0 drill: the mail server is down" : "250 ok",
            });
            if (verb == "QUIT") return;
        }
    }

    /// <summary>The mail; null when it is too long, which is read away.</summary>
    private async Task<string?> DataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            if (data.Length < _options.MessageBytesMax)
                data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }


        return data.Length < _options.MessageBytesMax ? data.ToString() : null;
    }

    private static string TextOf(string mail)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.Latin1.GetBytes(mail));
            using var message = MimeMessage.Load(stream);
            return message.TextBody ?? message.HtmlBody ?? "";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string? Person(string line)
    {
        var (from, at) = (line.IndexOf('<'), line.IndexOf('@'));
        return from >= 0 && at > from ? line[(from + 1)..at] : null;
    }
}
