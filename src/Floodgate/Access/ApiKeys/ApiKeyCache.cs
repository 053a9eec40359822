using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access.ApiKeys;

/// <summary>
/// The live API keys in memory, read again when a few seconds old, so that checking one touches no storage and a
/// revocation still takes effect at once for a person. While the database cannot be read, known keys stay good for a
/// bounded time: a pause must be possible just then.
/// </summary>
internal sealed class ApiKeyCache(
    IDbContextFactory<FloodgateDb> databases, KeyRing keys, AccessOptions options, TimeProvider clock,
    ILogger<ApiKeyCache> log)
    : IDisposable
{
    private static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<string, long> _usedOn = new(StringComparer.Ordinal);
    private volatile Snapshot? _held;
    private long? _lastTry;

    public async ValueTask<ApiKeyRow?> FindAsync(ApiKeyText presented, CancellationToken cancel)
    {
        var held = await HeldAsync(TimeSpan.FromSeconds(options.ApiKeysReadSeconds), cancel);
        if (held is null) return null;
        if (!held.Keys.TryGetValue(presented.Id, out var key))
        {
            // Perhaps it was made a moment ago: a new key works at once, and guessed ones cost few reads.
            held = await HeldAsync(UnknownKeyPause, cancel);
            if (held?.Keys.TryGetValue(presented.Id, out key) != true || key is null) return null;
        }

        if (!CryptographicOperations.FixedTimeEquals(presented.Hash(keys), key.Hash)) return null;
        NoteUse(key);
        return key;
    }

    public void Dispose() => _reading.Dispose();

    private ValueTask<Snapshot?> HeldAsync(TimeSpan ageMax, CancellationToken cancel) =>
        _held is { } held && clock.GetElapsedTime(held.ReadAt) < ageMax ? new(held) : new(ReadAsync(ageMax, cancel));

    private async Task<Snapshot?> ReadAsync(TimeSpan pause, CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            // Whoever waited here finds it read; and a database that fails is not asked by every request.
            if (_lastTry is not { } last || clock.GetElapsedTime(last) >= pause)
            {
                _lastTry = clock.GetTimestamp();
                _held = await FetchAsync(cancel);
            }
        }
        catch (Exception fault) when (fault is DbException or IOException or InvalidOperationException)
        {
            AccessLog.ApiKeysUnreadable(log, options.ApiKeysStaleMinutesMax, fault);
        }
        finally
        {
            _reading.Release();
        }

        var ageMax = TimeSpan.FromMinutes(options.ApiKeysStaleMinutesMax) + pause;
        return _held is { } held && clock.GetElapsedTime(held.ReadAt) <= ageMax ? held : null;
    }

    private async Task<Snapshot> FetchAsync(CancellationToken cancel)
    {
        var readAt = clock.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Set<ApiKeyRow>().AsNoTracking().Where(key => key.RevokedAt == null)
            .OrderBy(key => key.CreatedAt).Take(options.ApiKeysMax + 1).ToListAsync(cancel);
        // Who was locked out is locked out with their keys too.
        var locked = (await db.Set<StaffAccount>().AsNoTracking().Where(account => account.LockoutEnd != null)
            .ToListAsync(cancel)).Where(account => account.IsLocked).Select(account => account.UserName)
            .ToHashSet(StringComparer.Ordinal);
        rows.RemoveAll(key => key.Owner is { } owner && locked.Contains(owner));
        if (rows.Count > options.ApiKeysMax) AccessLog.TooManyApiKeys(log, options.ApiKeysMax);
        var snapshot = new Snapshot(
            rows.Take(options.ApiKeysMax).ToFrozenDictionary(key => key.Id, StringComparer.Ordinal), readAt);
        try
        {
            await WriteUsesAsync(db, cancel);
        }
        catch (Exception fault) when (fault is DbException or IOException or InvalidOperationException)
        {
            // Keys that can be read are good, whether or not their use can be noted: it is, at the next reading.
        }

        return snapshot;
    }

    private void NoteUse(ApiKeyRow key)
    {
        var today = Day();
        if (key.LastUsedDay != today) _usedOn[key.Id] = today;
    }

    private async Task WriteUsesAsync(FloodgateDb db, CancellationToken cancel)
    {
        foreach (var (id, day) in _usedOn)
        {
            await db.Set<ApiKeyRow>().Where(key => key.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedDay, day), cancel);
            _usedOn.TryRemove(id, out _);
        }
    }

    private long Day() => new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).Micros();

    private sealed record Snapshot(FrozenDictionary<string, ApiKeyRow> Keys, long ReadAt);
}
