using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Floodgate.Tests.Emergency.Sinks;

/// <summary>A mail as the server got it.</summary>
internal sealed record SinkMail(string From, string To, string Data, bool Tls, string? User);

/// <summary>
/// A mail server on a free port of this machine that speaks SMTP (RFC 5321) with STARTTLS (RFC 3207) and AUTH PLAIN
/// (RFC 4954). It keeps mails, checks passwords, and can refuse or hang at any command.
/// </summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _hanging = new(0);
    private readonly Task _accepting;

    public SmtpSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Offered with STARTTLS; null: no TLS at all.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Whoever sends must sign in as this one; only offered under TLS.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>Another answer to a command line or to the end of data (<c>.</c>); null: the usual one.</summary>
    public Func<string, string?> Instead { get; set; } = _ => null;

    /// <summary>Hangs, instead of answering, at a command that begins so.</summary>
    public string? HangAt { get; set; }

    public ConcurrentQueue<SinkMail> Mails { get; } = new();

    /// <summary>Returns when somebody hangs.</summary>
    public async Task HangsAsync() => Assert.True(await _hanging.WaitAsync(TimeSpan.FromMinutes(3)), "nobody came");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _hanging.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The sink is closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            var session = new Session(this, client.GetStream());
            if (ImplicitTls) await session.SecureAsync();
            await session.RunAsync(_stop.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or does not trust us.
        }
    }

    private sealed class Session(SmtpSink sink, Stream stream)
    {
        private Stream _stream = stream;
        private StreamReader _reader = new(stream, Encoding.UTF8);
        private string? _user;
        private string _from = "";
        private string _to = "";
        private bool _tls;

        public async Task SecureAsync()
        {
            var secured = new SslStream(_stream);
            await secured.AuthenticateAsServerAsync(sink.Certificate!);
            (_stream, _reader, _tls) = (secured, new StreamReader(secured, Encoding.UTF8), true);
        }

        public async Task RunAsync(CancellationToken stop)
        {
            await SayAsync("220 sink ready");
            while (await _reader.ReadLineAsync(stop) is { } line)
            {
                await HangIfAskedAsync(line, stop);
                if (sink.Instead(line) is { } other) await SayAsync(other);
                else if (!await AnswerAsync(line, stop)) return;
            }
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken stop)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO": await SayAsync(Hello()); break;
                case "STARTTLS":
                    await SayAsync("220 go ahead");
                    await SecureAsync();
                    break;
                case "AUTH": await SayAsync(SignIn(line)); break;
                case "MAIL" when sink.Account is not null && _user is null: await SayAsync("530 5.7.0 sign in"); break;
                case "MAIL":
                    _from = Path(line);
                    await SayAsync("250 ok");
                    break;
                case "RCPT":
                    _to = Path(line);
                    await SayAsync("250 ok");
                    break;
                case "DATA":
                    await SayAsync("354 go on");
                    await DataAsync(stop);
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return false;
                default: await SayAsync("250 ok"); break;
            }

            return true;
        }

        private async Task DataAsync(CancellationToken stop)
        {
            var data = new StringBuilder();
            while (await _reader.ReadLineAsync(stop) is { } line && line != ".")
                data.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
            await HangIfAskedAsync(".", stop);
            if (sink.Instead(".") is { } other)
            {
                await SayAsync(other);
                return;
            }

            sink.Mails.Enqueue(new SinkMail(_from, _to, data.ToString(), _tls, _user));
            await SayAsync("250 2.0.0 queued");
        }

        private string Hello()
        {
            var lines = new List<string> { "sink" };
            if (sink.Certificate is not null && !_tls) lines.Add("STARTTLS");
            if (sink.Account is not null && _tls) lines.Add("AUTH PLAIN");
            lines.Add("8BITMIME");
            return string.Join("\r\n", lines.Select((line, i) => (i < lines.Count - 1 ? "250-" : "250 ") + line));
        }

        private string SignIn(string line)
        {
            var parts = line.Split(' ');
            if (!_tls || parts is not ["AUTH", "PLAIN", var given]) return "504 5.5.4 PLAIN, under TLS";
            var words = Encoding.UTF8.GetString(Convert.FromBase64String(given)).Split('\0');
            if (sink.Account is not var (user, password) || words is not [_, var who, var secret]
                || who != user || secret != password) return "535 5.7.8 no";
            _user = who;
            return "235 2.7.0 welcome";
        }

        private async Task HangIfAskedAsync(string line, CancellationToken stop)
        {
            if (sink.HangAt is not { } at || !line.StartsWith(at, StringComparison.OrdinalIgnoreCase)) return;
            sink._hanging.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }

        private async Task SayAsync(string answer)
        {
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
            await _stream.FlushAsync();
        }

        private static string Path(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
    }
}
