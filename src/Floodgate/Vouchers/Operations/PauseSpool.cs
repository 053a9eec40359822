using System.Collections.Concurrent;
using System.Text.Json;
using Floodgate.Campaigns;
using Floodgate.Storage;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// Pauses that are not in every book yet, one small file each, in a folder of their own outside the data folder: a
/// pause
/// decided while the store was away survives the node's death.
/// </summary>
internal sealed class PauseSpool
{
    private readonly string _folder;
    private readonly Ballast _ballast;
    private readonly ILogger<PauseSpool> _log;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Campaign, string Key), Pause> _kept = new();
    private readonly List<UnreadablePause> _unreadable = [];

    public PauseSpool(string folder, Ballast ballast, ILogger<PauseSpool> log)
    {
        (_folder, _ballast, _log) = (folder, ballast, log);
        try
        {
            if (!Directory.Exists(folder)) return;
            foreach (var file in Directory.GetFiles(folder, "*.pause")) Read(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(new UnreadablePause(folder, null, fault.Message));
        }
    }

    /// <summary>What was there at start and could not be read: pauses nobody knows any more.</summary>
    public IReadOnlyList<UnreadablePause> Unreadable => _unreadable;

    public IReadOnlyList<(string Campaign, Pause Pause)> All =>
        [.. _kept.Select(entry => (entry.Key.Campaign, entry.Value))];

    /// <summary>The newest spooled pause of that key; null when none is.</summary>
    public Pause? Find(string campaign, string key) => _kept.GetValueOrDefault((campaign, key));

    public IEnumerable<Pause> Of(string campaign) =>
        _kept.Where(entry => entry.Key.Campaign == campaign).Select(entry => entry.Value);

    /// <summary>
    /// On disk before it returns; when the disk refuses even with the ballast given up, kept in memory and said.
    /// </summary>
    public void Keep(string campaign, Pause pause)
    {
        lock (_gate) KeepLocked(campaign, pause);
    }

    /// <summary>
    /// Puts a pause of each campaign in the place of one that cannot be read. That file is kept beside it, for a person
    /// to look at; when not all of it could be put on disk it stays, and the next start does this again.
    /// </summary>
    public void Replace(UnreadablePause unreadable, IReadOnlyList<string> campaigns, Pause standIn)
    {
        lock (_gate)
        {
            Try("keeping a copy", () => File.Copy(unreadable.File, unreadable.File + ".unreadable", overwrite: true));
            var durable = campaigns.Count > 0;
            foreach (var campaign in campaigns)
                durable &= Find(campaign, standIn.Key) is not null || KeepLocked(campaign, standIn);
            if (durable && !campaigns.Any(campaign => IsFileOf(unreadable, campaign, standIn.Key)))
                Try("putting it aside", () => File.Delete(unreadable.File));
        }
    }

    /// <summary>Whether the file has the name that this campaign's pause of that key is kept under.</summary>
    public bool IsFileOf(UnreadablePause unreadable, string campaign, string key) =>
        unreadable.File == PathOf(campaign, key);

    private bool KeepLocked(string campaign, Pause pause)
    {
        // What another node tells may be older than what this one was asked for.
        if (Find(campaign, pause.Key) is { } kept && kept.At > pause.At) return true;
        _kept[(campaign, pause.Key)] = pause;
        try
        {
            Write(campaign, pause);
            return true;
        }
        catch (IOException)
        {
            _ballast.GiveUp();
            return Try("spooling a pause", () => Write(campaign, pause));
        }
        catch (UnauthorizedAccessException fault)
        {
            StorageLog.BackgroundFailed(_log, "spooling a pause", fault.Message);
            return false;
        }
    }

    /// <summary>Forgets this very pause: one that has replaced it under the same key stays.</summary>
    public void Forget(string campaign, Pause pause)
    {
        lock (_gate)
        {
            if (!_kept.TryRemove(new((campaign, pause.Key), pause))) return;
            Try("forgetting a spooled pause", () => File.Delete(PathOf(campaign, pause.Key)));
        }
    }

    private bool Try(string what, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            StorageLog.BackgroundFailed(_log, what, fault.Message);
            return false;
        }
    }

    private void Read(string file)
    {
        string? campaign = null;
        try
        {
            var bytes = File.ReadAllBytes(file);
            var end = Array.IndexOf(bytes, (byte)'\n');
            if (end < 1) throw new InvalidDataException("no campaign line");
            campaign = System.Text.Encoding.UTF8.GetString(bytes, 0, end);
            var pause = Pause.FromJson(bytes.AsSpan(end + 1));
            if (pause is { Notice: null } or { Reason: null } || file != PathOf(campaign, pause.Key))
                throw new InvalidDataException("it does not hold what its name says");
            _kept[(campaign, pause.Key)] = pause;
        }
        catch (Exception fault) when (
            fault is IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            _unreadable.Add(new UnreadablePause(file, campaign, fault.Message));
        }
    }

    private void Write(string campaign, Pause pause)
    {
        Directory.CreateDirectory(_folder);
        var path = PathOf(campaign, pause.Key);
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(campaign + "\n"));
            file.Write(pause.ToJson());
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private string PathOf(string campaign, string key)
    {
        var name = System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(campaign + "\n" + key));
        return Path.Combine(_folder, Convert.ToHexStringLower(name.AsSpan(0, 16)) + ".pause");
    }
}

/// <summary>A spooled pause that cannot be read.</summary>
/// <param name="File">Its file; the folder when not even that can be listed.</param>
/// <param name="Campaign">The campaign its first line names, if it has one.</param>
/// <param name="Fault">What is wrong with it.</param>
internal sealed record UnreadablePause(string File, string? Campaign, string Fault);
