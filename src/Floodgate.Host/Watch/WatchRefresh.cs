using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.People;
using Floodgate.Foundation.Keys;

namespace Floodgate.Host.Watch;

/// <summary>
/// Asks the server for plan and contacts while it lives, at once and every half minute, so that nobody has to copy
/// them: the newest good ones are on disk when the server is gone.
/// </summary>
internal sealed class WatchRefresh(
    Uri server, WatchPlans plans, ContactsFile contacts, NodeSecrets secrets, TimeProvider clock,
    ILogger<WatchRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);
    private string? _tag;
    private bool _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = server,
            Timeout = AnswerMax,
            MaxResponseContentBufferSize = WatchCopy.BytesMax,
        };
        try
        {
            while (true)
            {
                var good = await TryAsync(http, stoppingToken);
                await Task.Delay(good ? Pace : Soon, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The watch is stopping.
        }
    }

    /// <summary>Whether plan and contacts here are the server's.</summary>
    private async Task<bool> TryAsync(HttpClient http, CancellationToken cancel)
    {
        if (secrets.Find(WatchTalk.SecretName) is not { Length: > 0 } secret) return true;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, WatchCopy.Path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            if (_tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", _tag);
            using var answer = await http.SendAsync(request, cancel);
            if (answer.StatusCode == HttpStatusCode.NotModified) return true;
            if (answer.StatusCode != HttpStatusCode.OK) return Refused($"http-{(int)answer.StatusCode}");
            var body = await answer.Content.ReadAsByteArrayAsync(cancel);
            var signature = answer.Headers.TryGetValues(WatchCopy.SignatureHeader, out var values)
                ? values.FirstOrDefault() : null;
            if (WatchCopy.Read(body, signature, secret) is not { } copy) return Refused("signature-invalid");
            if (!Take(copy)) return true;
            _tag = answer.Headers.ETag?.ToString();
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }

    private bool Take(WatchCopy copy)
    {
        try
        {
            var people = copy.Contacts is not { } text || contacts.Offer(Encoding.UTF8.GetBytes(text));
            if (!plans.Offer(copy)) return !Refused("plan-faulty");
            if (!people) return !Refused("contacts-faulty");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return !Refused(fault.GetType().Name);
        }

        WatchLog.CopyTaken(log, copy.Version);
        _said = false;
        return true;
    }

    /// <summary>Said once; what holds stays. Asked again in half a minute.</summary>
    private bool Refused(string why)
    {
        if (!_said) WatchLog.CopyRefused(log, why);
        return _said = true;
    }
}
