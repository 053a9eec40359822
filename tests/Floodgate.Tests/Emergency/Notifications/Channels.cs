using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.Notifications.Drivers;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Notifications;

/// <summary>All channels, as a node has them, with the secrets and the clock of a test.</summary>
internal sealed class Channels : IDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string RobotKey = "693axxx6-robot-key";
    public const string Token = "ding-token";
    public const string Signing = "SECding-signing";

    private readonly TemporaryFolder _folder = new();
    private readonly ChannelHttp _http;

    public Channels(NotificationsOptions? options = null, Func<ChannelKind, int?>? perMinuteMax = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        foreach (var (name, value) in new[]
        {
            ("hook", Secret), ("robot", RobotKey), ("ding", $"{Token} {Signing}"), ("gate", Secret),
            ("mail", "pass word"),
        })
            File.WriteAllText(Path.Combine(folder, name), value + "\n");
        var set = options ?? new NotificationsOptions();
        var secrets = new NodeSecrets(_folder, _ => null);
        _http = new ChannelHttp(set, Clock);
        Pages = new InAppPages(set);
        IChannelDriver[] drivers =
        [
            new SmtpDriver(set, secrets, Clock), new WebhookDriver(_http, secrets, Clock),
            new WecomDriver(_http, secrets), new DingtalkDriver(_http, secrets, Clock), new InAppDriver(Pages, Clock),
            new GatewayDriver(ChannelKind.Sms, set.Sms, _http, secrets, Clock),
            new GatewayDriver(ChannelKind.Voice, set.Voice, _http, secrets, Clock),
        ];
        Log = new Lines();
        Sender = new Sender(drivers, set, perMinuteMax ?? (_ => null), Clock, Log);
    }

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public Sender Sender { get; }

    public InAppPages Pages { get; }

    public Lines Log { get; }

    public string Folder => _folder;

    public static OutgoingMessage Message(
        ChannelKind kind, string address, string? secret = null, string id = "inc-1.m-1", bool repeat = false,
        bool urgent = false) => new(
            id, repeat, kind, address, secret, ContactLanguage.Zh, "【红】领取失败", "领取失败，券不受影响。",
            "https://console.example.org/ack/abc", urgent);

    public Task<SendOutcome> SendAsync(OutgoingMessage message) =>
        Sender.SendAsync(message, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }
}

/// <summary>What was logged, to find that no secret and no address is in it.</summary>
internal sealed class Lines : Microsoft.Extensions.Logging.ILogger<Sender>
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string All => string.Join('\n', _lines);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

    public void Log<TState>(
        Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state,
        Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception) + exception);
}
