using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Floodgate.Access.Citizens;

/// <summary>
/// The issuer's keys, fetched when first needed, when a token names one not seen, and when they are old; never more
/// often than the options say, whatever tokens arrive. While fetching fails the keys known stay good.
/// </summary>
internal sealed class IssuerKeys(
    Func<CancellationToken, Task<string>> fetch, IssuerOptions options, TimeProvider clock, ILogger<IssuerKeys> log)
{
    private readonly TimeSpan _fetchPause = TimeSpan.FromSeconds(options.KeysFetchPauseSeconds);
    private readonly TimeSpan _ageMax = TimeSpan.FromSeconds(options.KeysAgeSecondsMax);
    private readonly Lock _gate = new();
    private volatile IssuerKeySet? _keys;
    private Task _fetching = Task.CompletedTask;
    private long? _lastTry;
    private volatile bool _lastTryFailed;

    /// <summary>
    /// The key, or null with <c>Available</c> saying whether the issuer has been asked and does not have it.
    /// </summary>
    public async ValueTask<(SecurityKey? Key, bool Available)> FindAsync(string? keyId, string algorithm)
    {
        if (_keys?.Find(keyId, algorithm) is { } known)
        {
            // Refreshed behind the answer: nobody waits for keys that are only getting old.
            _ = BeginFetch(_ageMax);
            return (known, true);
        }

        await BeginFetch(_fetchPause);
        return (_keys?.Find(keyId, algorithm), _keys is not null && !_lastTryFailed);
    }

    private Task BeginFetch(TimeSpan pause)
    {
        lock (_gate)
        {
            if (!_fetching.IsCompleted) return _fetching;
            if (_lastTry is { } last && clock.GetElapsedTime(last) < pause) return Task.CompletedTask;
            _lastTry = clock.GetTimestamp();
            return _fetching = FetchAsync();
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            _keys = IssuerKeySet.Parse(await fetch(CancellationToken.None));
            _lastTryFailed = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException
            or HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException
            or FormatException or ArgumentException or InvalidOperationException)
        {
            _lastTryFailed = true;
            AccessLog.IssuerKeysUnavailable(log, fault);
        }
    }
}
