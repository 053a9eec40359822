using System.Collections.Frozen;
using System.Net.Sockets;
using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notifications;

/// <summary>
/// Sends one message on one channel and says what became of it, in bounded time whatever the provider does. No
/// escalation, no second try: who needs one asks again under the same message id.
/// </summary>
internal sealed class Sender
{
    private readonly FrozenDictionary<ChannelKind, Route> _routes;
    private readonly Func<ChannelKind, int?> _perMinuteMax;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    /// <param name="drivers">One a kind; a kind without one fails with channel-missing.</param>
    /// <param name="options">Limits.</param>
    /// <param name="perMinuteMax">The plan's limit of sends a minute by kind; null: none.</param>
    /// <param name="clock">Time limits go by it.</param>
    /// <param name="log">Kind, message id and outcome of each send.</param>
    public Sender(
        IEnumerable<IChannelDriver> drivers, NotificationsOptions options, Func<ChannelKind, int?> perMinuteMax,
        TimeProvider clock, ILogger<Sender> log)
    {
        _routes = drivers.ToFrozenDictionary(driver => driver.Kind, driver => new Route(
            driver,
            new Lane(options.ConcurrentSendsMax, options.ConcurrentSendsPerReceiverMax, options.WaitingSendsMax),
            new MinuteMeter(clock)));
        (_perMinuteMax, _clock, _log) = (perMinuteMax, clock, log);
        _limit = TimeSpan.FromSeconds(options.SendSecondsMax);
    }

    /// <summary>Never throws for what a provider does. A cancelled send may have been sent.</summary>
    /// <exception cref="OperationCanceledException">By <paramref name="cancel"/> alone.</exception>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        var outcome = await TrySendAsync(message, cancel);
        switch (outcome)
        {
            case SendOutcome.Sent: NotificationsLog.Sent(_log, message.Kind, message.MessageId); break;
            case SendOutcome.Failed failed:
                NotificationsLog.Failed(_log, message.Kind, message.MessageId, failed.Why);
                break;
            default: NotificationsLog.TimedOut(_log, message.Kind, message.MessageId); break;
        }

        return outcome;
    }

    private async Task<SendOutcome> TrySendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (Fault(message) is { } fault) return new SendOutcome.Failed(fault, Permanent: true);
        if (!_routes.TryGetValue(message.Kind, out var route))
            return new SendOutcome.Failed("channel-missing", Permanent: true);
        if (_perMinuteMax(message.Kind) is { } most && route.Meter.TryCount(most, message.Urgent) is { } wait)
            return new SendOutcome.Failed("limit-a-minute", Permanent: false, wait);

        using var timer = new CancellationTokenSource(_limit, _clock);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        var token = stop.Token;
        var sending = DriveAsync(route, message, token);
        // The driver's own end, which may come after ours when it does not listen to the token.
        _ = sending.ContinueWith(
            static (_, state) => ((CancellationTokenSource)state!).Dispose(), stop, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await sending.WaitAsync(token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new SendOutcome.TimedOut();
        }
    }

    private async Task<SendOutcome> DriveAsync(Route route, OutgoingMessage message, CancellationToken stop)
    {
        // Away from the caller's thread: the one loop of the incident room must not wait for a driver's first steps.
        await Task.Yield();
        using var turn = await route.Lane.TakeAsync(route.Driver.ReceiverOf(message), stop);
        if (turn is null) return new SendOutcome.Failed("queue-full", Permanent: false);
        try
        {
            return await route.Driver.SendAsync(message, stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return new SendOutcome.TimedOut();
        }
        catch (HttpRequestException fault)
        {
            var word = fault.InnerException is SocketException socket ? Word(socket) : Word(fault.HttpRequestError);
            return new SendOutcome.Failed(word, Permanent: false);
        }
        catch (SocketException fault)
        {
            return new SendOutcome.Failed(Word(fault), Permanent: false);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or OperationCanceledException)
        {
            return new SendOutcome.Failed("connection-lost", Permanent: false);
        }
        catch (Exception fault)
        {
            // Not the message: it may hold an address. A page must not end the room, whatever a driver throws.
            NotificationsLog.DriverBroke(_log, message.Kind, fault.GetType().Name);
            return new SendOutcome.Failed("driver-broke", Permanent: false);
        }
    }

    private static string? Fault(OutgoingMessage message)
    {
        var id = message.MessageId;
        if (id.Length is 0 or > OutgoingMessage.MessageIdMax
            || !id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.')) return "id-malformed";
        if (message.Address.Length is 0 or > 300 || message.Address.Any(char.IsControl)) return "address-malformed";
        if (message.Subject.Length > OutgoingMessage.SubjectMax || message.Subject.Any(char.IsControl))
            return "subject-malformed";
        return message.Text.Length is 0 or > OutgoingMessage.TextMax ? "text-malformed" : null;
    }

    private static string Word(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection-refused",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "host-not-found",
        _ => "connection-failed",
    };

    private static string Word(HttpRequestError fault) => fault switch
    {
        HttpRequestError.NameResolutionError => "host-not-found",
        HttpRequestError.SecureConnectionError => "tls-failed",
        HttpRequestError.ConfigurationLimitExceeded => "answer-too-long",
        HttpRequestError.ConnectionError => "connection-failed",
        _ => "connection-lost",
    };

    private sealed record Route(IChannelDriver Driver, Lane Lane, MinuteMeter Meter);
}
