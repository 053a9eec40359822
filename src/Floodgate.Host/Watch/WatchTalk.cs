using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Foundation.Keys;

namespace Floodgate.Host.Watch;

/// <summary>
/// Once a second: asks the server for a sign of life and tells each other what happened. While the server answers the
/// watch's room only follows; when it has been silent the room acts, and goes on from where the server was.
/// </summary>
internal sealed class WatchTalk(
    Uri server, ControlRoom room, Heartbeats heartbeats, PageDispatcher pages, NodeSecrets secrets,
    TimeProvider clock, ILogger<WatchTalk> log) : BackgroundService
{
    public const string SecretName = "watch";
    private const int TalksMax = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(4);
    private readonly HandoverSide _side = new(room);
    private long _heard = clock.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = AnswerMax };
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await StepAsync(http, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The watch is stopping.
        }
    }

    private async Task StepAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var alive = await http.GetAsync("/health/live", cancel);
            alive.EnsureSuccessStatusCode();
            for (var talks = 0; talks < TalksMax && await TalkAsync(http, cancel); talks++)
            {
                // A long timeline comes in pieces; who waits for it should not wait a second for each.
            }

            _heard = clock.GetTimestamp();
            heartbeats.Beat(DetectionSlice.ServerHeartbeat);
            if (room.Active) Follow();
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            cancel.ThrowIfCancellationRequested();
            if (!room.Active && clock.GetElapsedTime(_heard) >= SilentAfter) await ActAsync();
        }
    }

    /// <summary>Whether one of the two has more to say than this message held.</summary>
    private async Task<bool> TalkAsync(HttpClient http, CancellationToken cancel)
    {
        if (secrets.Find(SecretName) is not { } secret) return false;
        var told = await _side.SayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/watch")
        {
            Content = JsonContent.Create(told),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await http.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            WatchLog.TalkRefused(log, (int)answer.StatusCode);
            return false;
        }

        if (await answer.Content.ReadFromJsonAsync<HandoverMessage>(cancel) is not { } said) return false;
        await _side.HearAsync(said);
        return told.HasMore || said.HasMore || said.Have < told.From + told.Entries.Count;
    }

    private async Task ActAsync()
    {
        WatchLog.Acting(log);
        await room.ReadAsync(state =>
        {
            room.Active = true;
            pages.SendLeft(state);
            return true;
        });
    }

    private void Follow()
    {
        WatchLog.Following(log);
        room.Active = false;
    }
}

/// <summary>Events 5400 to 5409.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(5400, LogLevel.Warning, "the server is silent: the watch carries on")]
    public static partial void Acting(ILogger log);

    [LoggerMessage(5401, LogLevel.Warning, "the server answers again: the watch follows")]
    public static partial void Following(ILogger log);

    [LoggerMessage(5402, LogLevel.Warning, "the server did not take the handover: {Status}")]
    public static partial void TalkRefused(ILogger log, int status);

    [LoggerMessage(5403, LogLevel.Information, "plan {Version} and contacts are the server's")]
    public static partial void CopyTaken(ILogger log, string version);

    [LoggerMessage(5404, LogLevel.Warning, "the server's plan and contacts were not taken, those before stay: {Why}")]
    public static partial void CopyRefused(ILogger log, string why);
}
