using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Floodgate.Drills.Sandbox;

namespace Floodgate.Drills.AtTills;

/// <summary>A till: its store and the key it signs in with.</summary>
/// <param name="KeyId">What the key is called when it is to be revoked.</param>
internal sealed record DrillTill(string Store, string Terminal, string Key, string KeyId);

/// <param name="PerSecond">Customers a second, over all tills.</param>
/// <param name="OrderCents">What each pays, minor units.</param>
internal sealed record TillLoad(int PerSecond, long OrderCents, string Currency);

/// <summary>
/// Customers come to tills at a steady pace, one voucher each, whatever became of those before: what waits counts as
/// waiting.
/// </summary>
internal sealed class TillPace : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private readonly HttpClient _client;
    private readonly IReadOnlyList<DrillTill> _tills;
    private readonly TillLoad _load;
    private readonly TillTally _tally;
    private readonly SemaphoreSlim _places;
    private readonly TimeProvider _clock;
    private readonly int _placesMax;
    private readonly string _orders;
    private long _began;

    /// <param name="orders">What order numbers begin with, another for each run.</param>
    public TillPace(
        Uri server, IReadOnlyList<DrillTill> tills, TillLoad load, TillTally tally, string orders,
        DrillsOptions options, TimeProvider clock)
    {
        (_tills, _load, _tally, _orders, _clock) = (tills, load, tally, orders, clock);
        (_placesMax, _places) = (options.InFlightMax, new SemaphoreSlim(options.InFlightMax));
        _client = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.InFlightMax,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        })
        {
            BaseAddress = server,
            Timeout = TimeSpan.FromSeconds(options.AnswerSecondsMax),
        };
    }

    private long Now => (long)_clock.GetElapsedTime(_began).TotalMicroseconds;

    /// <summary>Until the vouchers are used up or nobody new is to come; returns with the last answer.</summary>
    public async Task RunAsync(IReadOnlyList<HeldVoucher> vouchers, CancellationToken stop)
    {
        _began = _clock.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, _clock);
        try
        {
            for (var sent = 0; sent < vouchers.Count; await timer.WaitForNextTickAsync(stop))
            {
                var due = Math.Min(vouchers.Count, (int)(Now * _load.PerSecond / 1_000_000) + 1);
                for (; sent < due; sent++)
                {
                    await _places.WaitAsync(stop);
                    _ = OneAsync(vouchers[sent], sent);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody new comes.
        }

        for (var i = 0; i < _placesMax; i++) await _places.WaitAsync(CancellationToken.None);
        _places.Release(_placesMax);
    }

    public void Dispose()
    {
        _client.Dispose();
        _places.Dispose();
    }

    private async Task OneAsync(HeldVoucher voucher, int number)
    {
        var due = number * 1_000_000L / _load.PerSecond;
        try
        {
            var (outcome, known) = await RedeemAsync(voucher, _tills[number % _tills.Count], $"{_orders}-{number}");
            _tally.Ends(outcome, known, due, Now);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<(string Outcome, bool Known)> RedeemAsync(HeldVoucher voucher, DrillTill till, string order)
    {
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri("/api/v1/redemptions", UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", till.Key);
            request.Content = JsonContent.Create(new
            {
                code = voucher.Code,
                orderRef = order,
                orderAmount = new { amount = _load.OrderCents, currency = _load.Currency },
                terminal = till.Terminal,
            });
            using var answer = await _client.SendAsync(request);
            if (answer.IsSuccessStatusCode) return (TillTally.Taken, true);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            var code = body.TryGetProperty("code", out var named) ? named.GetString() : null;
            var known = !body.TryGetProperty("outcome", out var said) || said.GetString() != "unknown";
            return (code is { Length: > 0 and <= 60 } ? code : $"http-{(int)answer.StatusCode}", known);
        }
        catch (Exception fault) when (StaffClient.IsNoAnswer(fault, CancellationToken.None))
        {
            return (TillTally.NoAnswer, false);
        }
    }
}
